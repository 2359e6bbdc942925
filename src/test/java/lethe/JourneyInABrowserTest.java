package lethe;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lethe.platform.management.ReadyLines;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * The main workflow in a real browser, on its own platform: set-up, a user and their first sign-in, another role,
 * termination, and the same e-mail again. Each page is checked by axe and kept as a picture, in both widths and
 * themes, and without JavaScript on the user's own pages.
 */
@LetheTest
@TestPropertySource(properties = "lethe.keys-horizon=6")
class JourneyInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "journey");
    private static final String ADAS_PASSWORD = "granite-teapot-orbit-19";
    private static final String KLARAS_PASSWORD = "walnut-ferry-cobalt-58";
    private static final String KLARAS_EMAIL = "klara.journey@" + Stage.CANARY + ".example";

    /** axe is a script itself. */
    private final Set<Page> scripted = new HashSet<>();

    @Autowired
    private List<ReadyLines> rooms;

    @LocalServerPort
    private int port;

    @Test
    void fromSetUpToTheSameEmailAgain() {
        try (var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = browser(playwright)) {
            var ada = page(browser, new Look(1280, ColorScheme.LIGHT, "en-GB", true));
            setUp(ada);
            var secret = createKlara(ada, true);

            var klara = page(browser, new Look(390, ColorScheme.DARK, "de-DE", false));
            firstSignIn(klara, secret);

            makeManager(ada);
            klara.navigate(url("/"));
            assertThat(klara.locator("nav a[href='/partners']").first()).hasCount(1);
            leave(klara);

            seeTheRecord(ada);
            createKlara(ada, false);
            assertThat(ada.locator("body")).containsText("Klara Kanari");
        }
    }

    private void setUp(Page page) {
        var line = rooms.stream()
                .flatMap(room -> room.lines(URI.create(url(""))).stream())
                .filter(text -> text.startsWith("Set up at "))
                .findFirst()
                .orElseThrow();
        page.navigate(line.substring("Set up at ".length()));
        fill(
                page,
                Map.of(
                        "organisation",
                        "Acme Partners",
                        "support",
                        "privacy@acme.example",
                        "firstName",
                        "Ada",
                        "lastName",
                        "Adler"));
        fill(
                page,
                Map.of(
                        "email",
                        "ada.journey@" + Stage.CANARY + ".example",
                        "password",
                        ADAS_PASSWORD,
                        "repeated",
                        ADAS_PASSWORD));
        look(page, "01-set-up");
        submit(page);
        look(page, "02-notice");
        submit(page);
        look(page, "03-recovery-codes");
        page.navigate(url("/"));
        look(page, "04-home");
        assertThat(page.locator("footer")).containsText("privacy@acme.example");
    }

    private String createKlara(Page page, boolean first) {
        page.navigate(url("/users/new"));
        fill(page, Map.of("firstName", "Klara", "lastName", "Kanari", "email", KLARAS_EMAIL));
        page.selectOption("select[name=type]", "EXTERNAL");
        page.selectOption("select[name=roleId]", new SelectOption().setLabel("Viewer"));
        if (first) {
            submit(page);
            look(page, "05-not-without-consent");
            assertThat(page.locator("body")).containsText("Without it, no user is created");
            assertThat(page.locator("input[name=email]")).hasValue(KLARAS_EMAIL);
        }
        page.check("input[type=checkbox][name='consent.given']");
        submit(page);
        look(page, first ? "06-created" : "15-created-again");
        assertThat(page.locator("#temporaryPassword")).isFocused();
        return page.inputValue("#temporaryPassword");
    }

    private void firstSignIn(Page page, String secret) {
        page.navigate(url("/users"));
        assertThat(page).hasURL(url("/sign-in"));
        fill(page, Map.of("email", KLARAS_EMAIL, "password", secret));
        look(page, "07-sign-in");
        submit(page);
        assertThat(page).hasURL(url("/new-password"));
        fill(page, Map.of("newPassword", "passwordpassword", "repeated", "passwordpassword"));
        submit(page);
        look(page, "08-password-refused");
        fill(page, Map.of("newPassword", KLARAS_PASSWORD, "repeated", KLARAS_PASSWORD));
        submit(page);
        assertThat(page).hasURL(url("/consent"));
        look(page, "09-consent");
        submit(page);
        look(page, "10-recovery-codes");
        page.navigate(url("/profile"));
        look(page, "11-profile");
        page.navigate(url("/users"));
        assertThat(page.locator("main")).containsText("Ihnen fehlt die Berechtigung");
    }

    private void makeManager(Page page) {
        page.navigate(url("/users"));
        look(page, "12-users");
        page.locator("main a", new Page.LocatorOptions().setHasText(Pattern.compile("Klara|Kanari")))
                .first()
                .click();
        look(page, "13-user");
        page.locator("main a[href$='/reassignment']").first().click();
        page.selectOption("select[name=roleId]", new SelectOption().setLabel("Manager"));
        submit(page);
        assertThat(page.locator("main")).containsText("Manager");
    }

    private void leave(Page page) {
        page.navigate(url("/profile/termination"));
        look(page, "14-termination");
        submit(page);
        look(page, "14-goodbye");
        assertThat(page.locator("main")).containsText("Quittung");
        page.navigate(url("/profile"));
        assertThat(page).hasURL(url("/sign-in"));
    }

    private void seeTheRecord(Page page) {
        page.navigate(url("/users?status=TERMINATED"));
        assertThat(page.locator("main")).containsText("Klara Kanari");
        assertThat(page.content()).doesNotContain(KLARAS_EMAIL);
        page.navigate(url("/audit"));
        look(page, "16-audit");
        assertThat(page.content()).doesNotContain(KLARAS_EMAIL);
    }

    private record Look(int width, ColorScheme theme, String language, boolean script) {}

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

    private Page page(Browser browser, Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width(), 900)
                .setColorScheme(look.theme())
                .setLocale(look.language())
                .setJavaScriptEnabled(look.script()));
        context.setDefaultTimeout(20_000);
        var page = context.newPage();
        if (look.script()) {
            scripted.add(page);
        }
        return page;
    }

    private static void fill(Page page, Map<String, String> fields) {
        fields.forEach((name, value) -> page.fill("input[name='" + name + "']", value));
    }

    /** The page's main button: the first one of its main form. */
    private static void submit(Page page) {
        page.locator("main form button[type=submit]").first().click();
        page.waitForLoadState();
    }

    private void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        if (scripted.contains(page)) {
            var violations = new AxeBuilder(page)
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"))
                    .analyze()
                    .getViolations();
            assertThat(violations).as(name).isEmpty();
        }
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
