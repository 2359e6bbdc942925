package lethe;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts a real browser for one visit. */
public final class Chromium {
    /** The browser that {@code ./lethe test} found or installed. */
    public static final Path PROGRAM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

    private static final List<String> QUIETLY = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private Chromium() {}

    public static void visit(Browser.NewPageOptions look, Consumer<Page> visit) {
        try (var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright
                        .chromium()
                        .launch(new LaunchOptions().setExecutablePath(PROGRAM).setArgs(QUIETLY))) {
            var page = browser.newPage(look);
            page.setDefaultTimeout(20_000);
            visit.accept(page);
        }
    }

    /** Signs in at the organisation with that address. */
    public static void signIn(Page page, String organisation, Stage.Person person) {
        signIn(page, organisation, person, Stage.PASSWORD);
    }

    public static void signIn(Page page, String organisation, Stage.Person person, String password) {
        page.navigate(organisation + "/sign-in");
        page.fill("#email", person.email());
        page.fill("#password", password);
        page.click("main button[type=submit]");
        page.waitForLoadState();
    }
}
