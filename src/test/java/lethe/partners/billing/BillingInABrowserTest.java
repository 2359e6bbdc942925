package lethe.partners.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What each role sees of billing details, in a real browser and in the page source; axe reports no violations. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class BillingInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "billing");
    private static final Pattern BILLING = Pattern.compile("(?i)billing|abrechnung|iban|\\bbic\\b|Lindenweg|rechnung@");

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private Playwright playwright;
    private Browser browser;
    private House house;
    private String partner;

    @BeforeAll
    void aPartnerWithBillingDetails() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Chromium.PROGRAM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")));
        house = stage.house();
        partner = Bills.partner(house.ada());
        house.ada().put(Bills.at(partner), Bills.right());
        house.ada().put(Bills.at(partner), Bills.with("iban", "DE02120300000000202051", "bic", "BYLADEM1"));
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void hiddenWithoutViewPermission() {
        var vera = Bills.person(context, stage, house, "Vera", "VIEW_PARTNERS", "EDIT_PARTNERS");
        var page = signedIn(vera, 390, ColorScheme.DARK, "de-DE");

        for (var address : List.of("", "/partners", "/partners/" + partner, "/partners/files")) {
            page.navigate(url(address));
            assertThat(page.content()).as(address).doesNotContainPattern(BILLING);
        }
        page.navigate(url(Bills.at(partner)));
        assertThat(page.locator("main").innerText()).contains("Ihnen fehlt die Berechtigung");
        assertThat(page.content()).doesNotContain("Lindenweg", "DE02");
    }

    @Test
    void readOnlyWithoutEditPermission() {
        var fina =
                Bills.person(context, stage, house, "Fina", "VIEW_PARTNERS", "EDIT_PARTNERS", "VIEW_BILLING_DETAILS");
        var page = signedIn(fina, 1280, ColorScheme.DARK, "en-GB");

        page.navigate(url("/partners/" + partner));
        look(page, "01-seen-only");

        var section = page.locator("#billing-details");
        assertThat(section.innerText()).contains("Kanari Media GmbH", "DE02 1203 0000 0000 2020 51", "Germany", "Euro");
        assertThat(section.locator("input, button, select, textarea, form, .btn")
                        .count())
                .isZero();
        assertThat(page.content()).doesNotContain("/billing-details", "/deactivation", "/reactivation", "/deletion");
    }

    @Test
    void editingShowsErrorsAndConflicts() {
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", "Administrator");
        var page = signedIn(mia, 390, ColorScheme.LIGHT, "de-DE");
        var other = Bills.partner(house.ada());
        house.ada().put(Bills.at(other), Bills.right());

        page.navigate(url(Bills.at(other)));
        page.fill("[name=iban]", "DE88 3704 0044 0532 0130 00");
        page.fill("[name=legalName]", "Kanari Media AG");
        submit(page, "Speichern");
        look(page, "02-mistyped");
        assertThat(page.locator("#iban-error").innerText()).contains("Die Prüfziffern passen nicht");

        page.fill("[name=iban]", Bills.IBAN);
        house.ada().put(Bills.at(other), Bills.with("legalName", "Kanari Verlag KG", "currency", "CHF"));
        submit(page, "Speichern");
        look(page, "03-overtaken");
        assertThat(page.locator("main table").innerText())
                .contains("Kanari Verlag KG", "Kanari Media AG", "CHF", "EUR")
                .doesNotContain("Berlin");
        assertThat(page.inputValue("[name=legalName]")).isEqualTo("Kanari Media AG");

        submit(page, "Speichern");
        look(page, "04-saved");
        assertThat(house.ada().get(Bills.at(other)).text("legalName")).isEqualTo("Kanari Media AG");
        page.navigate(url(Bills.at(other) + "/history"));
        look(page, "05-history");
    }

    @Test
    void losingThePermissionPreventsSaving() {
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", "Administrator");
        var page = signedIn(mia, 1280, ColorScheme.LIGHT, "en-GB");
        page.navigate(url(Bills.at(partner)));
        look(page, "06-form");
        page.fill("[name=legalName]", "Too late");
        house.ada().patch("/users/" + mia.id(), Map.of("roleId", house.role("Viewer")));

        submit(page, "Save");

        assertThat(page.locator("h1, .alert").allInnerTexts().toString()).contains("You don’t have permission");
        assertThat(house.ada().get(Bills.at(partner)).text("legalName")).isEqualTo("Kanari Media GmbH");
    }

    @Test
    void aFileIsCheckedBeforeAnythingIsAdded() {
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", "Administrator");
        var page = signedIn(mia, 1280, ColorScheme.LIGHT, "en-GB");
        page.navigate(url("/partners/files"));
        look(page, "07-files");
        var file = "name;website\nAcme;https://acme.example\n;x\nBeta;acme\n".getBytes(StandardCharsets.UTF_8);
        page.setInputFiles("input[type=file]", new FilePayload("partners.csv", "text/csv", file));

        submit(page, "Check file");
        look(page, "08-checked");
        submit(page, "Add one partner");

        look(page, "09-added");
        assertThat(page.locator("main").innerText()).contains("One partner was added.", "2 lines were skipped.");
        page.navigate(url("/partners"));
        look(page, "10-list");
    }

    private Page signedIn(Person person, int width, ColorScheme theme, String language) {
        var page = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(theme)
                        .setLocale(language))
                .newPage();
        page.navigate(url("/sign-in"));
        page.fill("[name=email]", person.email());
        page.fill("[name=password]", Stage.PASSWORD);
        page.locator("main form button[type=submit]").first().click();
        page.waitForLoadState();
        return page;
    }

    private static void submit(Page page, String label) {
        page.locator("main button[type=submit]", new Page.LocatorOptions().setHasText(label))
                .first()
                .click();
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
