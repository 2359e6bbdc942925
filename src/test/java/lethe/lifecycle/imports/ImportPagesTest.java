package lethe.lifecycle.imports;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the file to the links in a real browser, with and without JavaScript. */
@LetheTest
class ImportPagesTest {
    private static final Path PICTURES = Path.of("target", "pictures", "imports");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    @Test
    void fromTheFileToTheLinks() throws IOException {
        var house = stage.house();
        var ada = house.person(stage.anybody(), "Anna", "ADMIN", "Administrator");
        try (var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = browser(playwright)) {
            walk(page(browser, 1280, ColorScheme.LIGHT, true), house, ada.email(), true);
            walk(page(browser, 390, ColorScheme.DARK, false), house, ada.email(), false);
        }
    }

    private void walk(Page page, House house, String email, boolean scripted) throws IOException {
        page.navigate(address(house, "/sign-in"));
        page.fill("#email", email);
        page.fill("#password", Stage.PASSWORD);
        submit(page);
        page.navigate(address(house, "/users"));
        page.click("main a[href$='/users/imports']");
        look(page, "list", scripted);
        page.click("main a[href$='/users/imports/new'] >> nth=0");
        submit(page);
        assertThat(page.locator(".wrong").first()).isVisible();
        look(page, "new", scripted);

        var file = "firstName;lastName;email\nKlara;Kanari;" + Stage.email("klara") + "\nEdo;;nobody\n";
        page.setInputFiles("#file", new FilePayload("people.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        submit(page);
        assertThat(page.locator("input[type=checkbox]")).not().isChecked();
        look(page, "checked", scripted);
        begin(page);
        assertThat(page.locator(".wrong").first()).isVisible();
        look(page, "refused", scripted);
        page.selectOption("#type", "INTERNAL");
        page.selectOption("#roleId", house.role("Viewer"));
        page.check("input[type=checkbox]");
        begin(page);
        assertThat(page.locator("main .alert a[href$='/links']")).isVisible();
        look(page, "done", scripted);
        page.click("main a[href$='/links']");
        look(page, "links", scripted);
        var download = page.waitForDownload(() -> submit(page));
        assertThat(Files.readString(download.path()))
                .startsWith("\uFEFFline;userId;link")
                .contains("2;user_");
        page.reload();
        assertThat(page.locator(".nothing")).isVisible();
        page.navigate(address(house, "/users/export"));
        look(page, "export", scripted);
    }

    private void look(Page page, String name, boolean scripted) {
        var width = page.viewportSize().width;
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + "-" + width + ".png")));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as(name)
                .isLessThanOrEqualTo(width);
        if (scripted) {
            var found = new AxeBuilder(page)
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                    .analyze();
            assertThat(found.getViolations()).as(name).isEmpty();
        }
    }

    private static void submit(Page page) {
        page.click("main form button[type=submit] >> nth=-1");
    }

    /** The form below asks for the lines to correct. */
    private static void begin(Page page) {
        page.click("main form:has(input[type=checkbox]) button[type=submit]");
    }

    private String address(House house, String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }

    private static Page page(Browser browser, int width, ColorScheme theme, boolean scripts) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setColorScheme(theme)
                        .setViewportSize(width, 844)
                        .setLocale(scripts ? "en-GB" : "de-DE")
                        .setJavaScriptEnabled(scripts)
                        .setAcceptDownloads(true))
                .newPage();
    }

    private static Browser browser(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Chromium.PROGRAM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")));
    }
}
