package lethe;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The main workflow without a mouse: Tab, Shift+Tab, Enter, Space, Escape and arrows suffice, and the focus is always
 * visible.
 */
@LetheTest
class KeyboardInABrowserTest {
    private static final List<String> PAGES = List.of(
            "/",
            "/users",
            "/users/new",
            "/roles",
            "/partners/new",
            "/audit",
            "/consents",
            "/profile",
            "/profile/data",
            "/profile/termination",
            "/organisation",
            "/organisation/retention",
            "/organisation/notices/new");
    private static final String OWN_PASSWORD = "walnut-ferry-cobalt-58";

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Person anna;

    @BeforeEach
    void anAdmin() {
        house = stage.house();
        anna = house.person(stage.anybody(), "Anna", "ADMIN", "Administrator");
    }

    @Test
    void aNewUserSignsInSetsAPasswordAndConsents() {
        var email = Stage.email("nora");
        var secret = house.create("Nora", email, "INTERNAL", "Viewer").text("temporaryPassword");
        visit((page, keys) -> {
            page.navigate(url("/sign-in"));
            keys.assertOn("#email");
            keys.type(email);
            keys.fill("#password", "not the password");
            keys.go("Enter");
            keys.assertOn("#outcome");
            keys.fill("#email", email);
            keys.fill("#password", secret);
            keys.go("Enter");

            keys.assertOn("#newPassword");
            keys.type("short");
            keys.go("Enter");
            keys.assertOn("#outcome");
            keys.press("Tab");
            keys.assertOn("#outcome a");
            keys.press("Enter");
            keys.assertOn("input.is-invalid");
            page.locator("#newPassword").focus();
            keys.fill("#newPassword", OWN_PASSWORD);
            keys.fill("#repeated", OWN_PASSWORD);
            keys.go("Enter");

            assertThat(page).hasURL(url("/consent"));
            keys.assertOn("h1");
            keys.to("details.more > summary");
            keys.press("Space");
            assertThat(page.locator("details.more[open]")).hasCount(1);
            keys.press("Enter");
            assertThat(page.locator("details.more[open]")).hasCount(0);
            page.reload();
            keys.to("main form button[type=submit]");
            keys.go("Enter");

            assertThat(page.locator("textarea")).hasCount(1);
            keys.assertOn("h1");
            keys.to("main .actions a.btn");
            keys.go("Enter");
            keys.assertOn("h1");
        });
    }

    @Test
    void anAdminCreatesAndTerminatesAUser() {
        visit((page, keys) -> {
            Chromium.signIn(page, url(""), anna);
            page.navigate(url("/users"));
            keys.to("main a[href$='/users/new']");
            keys.go("Enter");
            keys.fill("#firstName", "Klara");
            keys.fill("#lastName", "Kanari");
            keys.fill("#email", Stage.email("klara"));
            keys.to("#type");
            keys.type("I");
            keys.to("#roleId");
            keys.type("V");
            keys.to("main form .actions button");
            keys.go("Enter");
            keys.assertOn("#outcome");
            keys.press("Tab");
            keys.press("Enter");
            keys.assertOn("[name='consent.given']");
            keys.press("Space");
            keys.to("main form .actions button");
            keys.go("Enter");

            keys.assertOn("#temporaryPassword");
            keys.to("main .actions a.btn-primary");
            keys.go("Enter");
            keys.to("main a[href$='/termination']");
            keys.go("Enter");
            keys.to("main form button.btn-danger");
            keys.go("Enter");

            assertThat(page).hasURL(Pattern.compile(".*/users/user_\\w+/receipt.*"));
            keys.assertOn("#outcome, h1");
        });
    }

    @Test
    void theProfileIsChanged() {
        visit((page, keys) -> {
            Chromium.signIn(page, url(""), anna);
            page.navigate(url("/profile"));
            keys.to("main a[href$='/profile/name']");
            keys.go("Enter");
            keys.fill("#firstName", " ");
            keys.go("Enter");
            keys.assertOn("#outcome");
            keys.fill("#firstName", "Anne");
            keys.go("Enter");

            keys.assertOn("#outcome");
            assertThat(page.locator("main")).containsText("Anne Kanari");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void theSkipLinkLeadsPastTheMenusWhichOpenAndClose(int width) {
        visit(width, (page, keys) -> {
            Chromium.signIn(page, url(""), anna);
            page.navigate(url("/partners"));
            keys.press("Tab");
            keys.assertOn(".skip");
            keys.press("Enter");
            keys.assertOn("main");
            keys.press("Tab");
            keys.assertOn("main a");

            page.reload();
            keys.to("details.menu:last-of-type > summary");
            keys.press("Enter");
            keys.press("Tab");
            keys.assertOn(".menu-body a");
            keys.press("Escape");
            keys.assertOn("details.menu:last-of-type > summary");
            assertThat(page.locator("details.menu[open]")).hasCount(0);
            keys.press("Space");
            assertThat(page.locator("details.menu[open]")).hasCount(1);
            keys.press("Escape");
            keys.press("Shift+Tab");
            keys.assertOn(width == 390 ? "details.menu:first-of-type > summary" : ".brand");
        });
    }

    /** Every clickable element is reached, nothing traps the focus, and the order is the reading order. */
    @Test
    void everyElementIsReachedInReadingOrder() {
        visit((page, keys) -> {
            Chromium.signIn(page, url(""), anna);
            for (var path : PAGES) {
                page.navigate(url(path));

                keys.assertGoesRound();
            }
        });
    }

    private void visit(BiConsumer<Page, Keyboard> visit) {
        visit(1280, visit);
    }

    private static void visit(int width, BiConsumer<Page, Keyboard> visit) {
        var look = new NewPageOptions()
                .setLocale("en-GB")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(width, 844);
        Chromium.visit(look, page -> visit.accept(page, new Keyboard(page)));
    }

    private String url(String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }
}
