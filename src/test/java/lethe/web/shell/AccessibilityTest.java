package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lethe.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Both layouts and all components in a real browser. */
@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AccessibilityTest {
    private static final String ALL =
            "MANAGE_USERS,MANAGE_ROLES,VIEW_PARTNERS,VIEW_AUDIT_LOG,SEND_NEWSLETTERS,MANAGE_ORGANISATION";
    private static final Path PICTURES = Path.of("target/pictures");
    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void open() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Chromium.PROGRAM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "home, DARK, 390",
        "home, LIGHT, 1280",
        "sample, LIGHT, 390",
        "sample, DARK, 390",
        "sample, LIGHT, 1280",
        "sample, DARK, 1280",
        "form, LIGHT, 390",
        "form, DARK, 390",
        "form, LIGHT, 1280",
        "form, DARK, 1280",
        "problem, LIGHT, 390",
        "problem, DARK, 1280",
        "problems, LIGHT, 1280",
    })
    void axeReportsNoViolations(String what, ColorScheme theme, int width) {
        var said = new ArrayList<String>();
        try (var page = page(theme, width, true)) {
            page.onConsoleMessage(message -> said.add(message.text()));
            visit(page, what);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(what + "-" + theme + "-" + width + ".png")));

            var found = new AxeBuilder(page)
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                    .analyze();

            assertThat(found.getViolations()).isEmpty();
            assertThat(said)
                    .as("the content security policy has nothing to refuse")
                    .noneMatch(one -> one.contains("Content Security Policy"));
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
        }
    }

    @Test
    void terminationTakesTwoClicksWithoutJavaScript() {
        try (var page = page(ColorScheme.LIGHT, 390, false)) {
            page.navigate(address("/"));

            page.click("summary:has-text('My account')");

            assertThat(page.isVisible("a:has-text('Terminate my account')")).isTrue();
        }
    }

    @Test
    void theMenuShowsOnlyPermittedPages() {
        try (var page = browser.newPage(new Browser.NewPageOptions()
                .setExtraHTTPHeaders(Map.of(WebSlice.MAY, "VIEW_PARTNERS", "Accept-Language", "de")))) {
            page.navigate(address("/"));

            assertThat(page.locator(".side a").allInnerTexts()).containsExactly("Startseite", "Partner");
        }
    }

    private void visit(Page page, String what) {
        switch (what) {
            case "home" -> {
                page.navigate(address("/"));
                page.click("summary:has-text('My account')");
            }
            case "sample" -> page.navigate(address("/sample?done=saved"));
            case "form" -> {
                page.navigate(address("/sample/new"));
                page.fill("#email", "klara@x.example");
                page.click("button[type=submit]:has-text('Create')");
            }
            case "problem" -> page.navigate(address("/nowhere"));
            default -> page.navigate(address("/problems"));
        }
    }

    private Page page(ColorScheme theme, int width, boolean javaScript) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(theme)
                .setViewportSize(width, 844)
                .setJavaScriptEnabled(javaScript)
                .setExtraHTTPHeaders(Map.of(WebSlice.MAY, ALL)));
        var page = context.newPage();
        page.onClose(closed -> context.close());
        return page;
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
