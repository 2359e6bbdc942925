package lethe.privacy.notices;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * An administrator publishes a new version: users with an open page are asked to decide, and then continue where they
 * were or are terminated.
 */
@LetheTest
class NewNoticeInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "notices");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @Test
    void oneUserConsentsAndOneRefuses() {
        var klarasAccount = house.person(stage.anybody(), "Klara", "INTERNAL", "Manager");
        var edosAccount = house.person(stage.anybody(), "Edo", "EXTERNAL", "Manager");
        try (var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = browser(playwright)) {
            var ada = page(browser, 1280, ColorScheme.LIGHT, "en-GB");
            var klara = page(browser, 390, ColorScheme.DARK, "de-DE");
            var edo = page(browser, 1280, ColorScheme.DARK, "en-GB");
            firstSignIn(ada);
            signIn(klara, klarasAccount);
            signIn(edo, edosAccount);
            klara.navigate(url("/partners?status=ACTIVE"));
            edo.navigate(url("/partners/new"));

            publish(ada);

            continueAtWork(klara);
            refuse(edo);
            seeTheEvidence(ada);
        }
    }

    private void firstSignIn(Page page) {
        page.navigate(url("/link/" + house.adaLink()));
        submit(page);
        page.fill("input[name=newPassword]", Stage.PASSWORD);
        page.fill("input[name=repeated]", Stage.PASSWORD);
        submit(page);
        submit(page);
        assertThat(page.locator("main textarea")).hasCount(1);
    }

    private void signIn(Page page, Person person) {
        page.navigate(url("/sign-in"));
        page.fill("input[name=email]", person.email());
        page.fill("input[name=password]", Stage.PASSWORD);
        submit(page);
    }

    private void publish(Page page) {
        page.navigate(url("/organisation"));
        look(page, "01-organisation");
        page.click("main a[href$='/organisation/notices']");
        look(page, "02-list");
        page.click("main a[href$='/notices/new']");
        for (var language : List.of("en", "de")) {
            var area = page.locator("textarea[name='texts." + language + ".markdown']");
            area.fill(area.inputValue() + "\n\n## " + (language.equals("en") ? "Logs" : "Protokolle")
                    + "\n\nWe keep **no** logs of addresses.\n");
        }
        look(page, "03-write");
        page.click("button[name=preview]");
        assertThat(page.locator("main article").nth(1)).containsText("We keep no logs");
        look(page, "04-preview");
        page.click("button:has-text('Save draft')");
        look(page, "05-draft");
        page.click("main a[href$='/publication']");
        assertThat(page.locator("main")).containsText("3 users");
        page.click("main button:has-text('Publish')");
        look(page, "06-publication-refused");
        page.check("input[value='at-once']");
        page.click("main button:has-text('Publish')");
        assertThat(page).hasURL(url("/consent"));
        look(page, "07-ada-is-asked-too");
        submit(page);
        assertThat(page.locator("main")).containsText("Current");
        look(page, "08-published");
    }

    private void continueAtWork(Page page) {
        page.reload();
        assertThat(page).hasURL(url("/consent"));
        page.click("details.since > summary");
        assertThat(page.locator("ins").first()).containsText("Protokolle");
        look(page, "09-led-to-it");
        submit(page);
        assertThat(page).hasURL(url("/partners?status=ACTIVE"));
    }

    private void refuse(Page page) {
        page.fill("input[name=name]", "Typed in vain");
        submit(page);
        assertThat(page.locator("#typed")).hasValue("Name: Typed in vain");
        look(page, "10-unsent");
        page.navigate(url("/consent"));
        page.click("main a[href$='/consent/refusal']");
        look(page, "11-refusal");
        submit(page);
        assertThat(page.locator("main")).containsText("Your account is terminated");
        look(page, "12-goodbye");
    }

    private void seeTheEvidence(Page page) {
        page.navigate(url("/consents"));
        assertThat(page.locator("main")).containsText("Refused");
        look(page, "13-evidence");
        page.navigate(url("/consents/undecided"));
        look(page, "14-undecided");
        page.navigate(url("/organisation/notices"));
        look(page, "15-list");
    }

    private static Browser browser(Playwright playwright) {
        return playwright
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

    private static Page page(Browser browser, int width, ColorScheme theme, String language) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(theme)
                .setLocale(language));
        context.setDefaultTimeout(20_000);
        return context.newPage();
    }

    private static void submit(Page page) {
        page.locator("main form button[type=submit]").first().click();
        page.waitForLoadState();
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        var violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations();
        assertThat(violations).as(name).isEmpty();
    }

    private String url(String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }
}
