package lethe.web.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Consumer;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Screen readers announce that something was copied, not only the button's label changes. */
@LetheTest
class CopiedInABrowserTest {
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
    void aTemporaryPassword() {
        var anna = house.person(stage.anybody(), "Anna", "ADMIN", "Administrator");
        inABrowser("en-GB", page -> {
            Chromium.signIn(page, address(""), anna);
            page.navigate(address("/users/new"));
            page.fill("#firstName", "Klara");
            page.fill("#lastName", "Kanari");
            page.fill("#email", Stage.email("klara"));
            page.selectOption("#type", "EXTERNAL");
            page.selectOption("#roleId", house.role("Viewer"));
            page.check("input[name='consent.given']");
            send(page);

            isAnnounced(page, "temporaryPassword", "Copied");
        });
    }

    @Test
    void recoveryCodes() {
        var email = Stage.email("nora");
        var secret = house.create("Nora", email, "INTERNAL", "Viewer").text("temporaryPassword");
        inABrowser("de-DE", page -> {
            page.navigate(address("/sign-in"));
            page.fill("#email", email);
            page.fill("#password", secret);
            send(page);
            page.fill("#newPassword", "walnut-ferry-cobalt-58");
            page.fill("#repeated", "walnut-ferry-cobalt-58");
            send(page);
            send(page);

            isAnnounced(page, "codes", "Kopiert");
        });
    }

    @Test
    void inputOfAFormThatCouldNotBeSent() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Manager");
        inABrowser("en-GB", page -> {
            Chromium.signIn(page, address(""), vera);
            page.navigate(address("/partners/new"));
            page.fill("#name", "Acme & Söhne");
            page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("lethe_session"));
            send(page);

            isAnnounced(page, "typed", "Copied");
        });
    }

    private static void isAnnounced(Page page, String id, String said) {
        var button = page.locator("[data-copy=" + id + "]");
        assertThat(page.locator("#voice")).hasCount(0);
        button.click();

        assertThat(page.locator("#voice[role=status]")).hasText(said);
        assertThat(button).hasText(said);
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(page.inputValue("#" + id));
    }

    private static void send(Page page) {
        page.click("main form button[type=submit] >> nth=0");
        page.waitForLoadState();
    }

    private String address(String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }

    private static void inABrowser(String locale, Consumer<Page> visit) {
        Chromium.visit(new Browser.NewPageOptions().setLocale(locale), page -> {
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            visit.accept(page);
        });
    }
}
