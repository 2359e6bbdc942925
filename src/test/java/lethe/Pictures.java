package lethe;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** What pages look like: kept to be looked at and, where {@code WRITE_SCREENSHOTS=1} asks for it, for the docs. */
public final class Pictures {
    private static final Path KEPT = Path.of("target", "pictures");
    private static final Path IN_DOCS = Path.of("docs", "screenshots");

    private Pictures() {}

    /** To be looked at. */
    public static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(KEPT.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** For the docs, in English and light; small, as it is fetched with every clone. */
    public static void forDocs(Page page, String name) {
        if ("1".equals(System.getenv("WRITE_SCREENSHOTS"))) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(IN_DOCS.resolve(name + ".png"))
                    .setFullPage(true));
        }
    }
}
