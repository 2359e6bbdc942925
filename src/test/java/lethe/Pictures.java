package lethe;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Screenshots of pages, kept for inspection and, with {@code WRITE_SCREENSHOTS=1}, for the docs. */
public final class Pictures {
    private static final Path KEPT = Path.of("target", "pictures");
    private static final Path IN_DOCS = Path.of("docs", "screenshots");

    private Pictures() {}

    /** Keeps a screenshot for inspection. */
    public static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(KEPT.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** Keeps a screenshot for the docs, in English and light; small, because it is part of every clone. */
    public static void forDocs(Page page, String name) {
        if ("1".equals(System.getenv("WRITE_SCREENSHOTS"))) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(IN_DOCS.resolve(name + ".png"))
                    .setFullPage(true));
        }
    }
}
