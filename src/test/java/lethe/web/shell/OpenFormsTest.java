package lethe.web.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import lethe.privacy.notices.Wordings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Something happens while a long form is open: a link opened from a mail, the end of the session, a new notice. */
@LetheTest
class OpenFormsTest {
    private static final String SENT = "Acme Media & “Söhne” = 100 %";

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Person vera;

    @BeforeEach
    void veraManagesPartners() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Manager");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/partners", "/sign-in", "/profile", "/problems"})
    void openingAMailLinkKeepsTheFormUsable(String linked) throws IOException {
        var webMail = webMail(address(linked));
        try {
            inABrowser(true, page -> {
                page.navigate(address("/partners/new"));
                page.fill("#name", SENT);
                var mail = "http://127.0.0.1:" + webMail.getAddress().getPort();
                var other = page.waitForPopup(() -> page.evaluate("mail => void open(mail)", mail));
                other.waitForLoadState();
                other.click("a");
                other.waitForLoadState();
                assertThat(other.url()).startsWith("http://localhost");

                page.click("main form button[type=submit]");
                page.waitForLoadState();

                assertThat(page.innerText("main h1")).isEqualTo(SENT);
            });
        } finally {
            webMail.stop(0);
        }
        assertThat(partners()).containsExactly(SENT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExpiredSessionLosesNoInput(boolean scripts) {
        inABrowser(scripts, page -> {
            page.navigate(address("/partners/new"));
            page.fill("#name", SENT);
            page.fill("#website", "https://acme.example/?a=1&b=2");
            endSession(page.context());

            page.click("main form button[type=submit]");
            page.waitForLoadState();
            assertThat(page.innerText("main")).contains("You’ve been signed out", "Nothing you typed is lost");
            signInAgain(page, "wrong-horse-battery");
            assertThat(page.innerText("#outcome")).isNotBlank();
            signInAgain(page, Stage.PASSWORD);
            if (!scripts) {
                page.click("main form button[type=submit]");
            }
            page.waitForURL("**/again");

            assertThat(page.innerText("#outcome")).contains("Your form has not been sent yet");
            assertThat(page.inputValue("#name")).isEqualTo(SENT);
            assertThat(page.inputValue("#website")).isEqualTo("https://acme.example/?a=1&b=2");
            assertThat(partners()).isEmpty();
            page.click("main form button[type=submit]");
            page.waitForLoadState();
            assertThat(page.innerText("main h1")).isEqualTo(SENT);
        });
        assertThat(partners()).containsExactly(SENT);
    }

    @Test
    void anotherUserDoesNotSeeTheForm() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        inABrowser(true, page -> {
            page.navigate(address("/partners/new"));
            page.fill("#name", SENT);
            endSession(page.context());
            page.click("main form button[type=submit]");
            page.waitForLoadState();

            page.fill("#email", edo.email());
            page.fill("#password", Stage.PASSWORD);
            page.click("main form button[type=submit]");
            page.waitForURL("**/again");

            assertThat(page.locator("#name").count()).isZero();
        });
        assertThat(partners()).isEmpty();
    }

    @Test
    void signingInReturnsToTheRequestedPage() {
        var browser = new Visitor(port);

        var asked = browser.get(at("/partners?status=ACTIVE"));
        browser.follow(asked);
        var signedIn = browser.post(at("/sign-in"), "email", vera.email(), "password", Stage.PASSWORD);

        assertThat(asked.leadsTo()).isEqualTo(at("/sign-in"));
        assertThat(signedIn.leadsTo()).isEqualTo(at("/partners?status=ACTIVE"));
    }

    @Test
    void signingOutOnPurposeForgetsThePage() {
        var browser = new Visitor(port);
        browser.get(at("/partners"));
        browser.follow(browser.signIn(house.slug(), vera.email(), Stage.PASSWORD));

        browser.get(at("/profile"));
        browser.post(at("/sign-out"));

        assertThat(browser.signIn(house.slug(), vera.email(), Stage.PASSWORD).leadsTo())
                .isEqualTo(at("/"));
    }

    @Test
    void aNewNoticeKeepsTheForm() {
        inABrowser(true, page -> {
            page.navigate(address("/partners/new"));
            page.fill("#name", SENT);
            Wordings.published(house.ada(), Wordings.english("Two"));

            page.click("main form button[type=submit]");
            page.waitForLoadState();
            assertThat(page.inputValue("#typed")).isEqualTo("Name: " + SENT);
            var notice = page.waitForPopup(() -> page.click("text=Read the notice in a new tab"));
            notice.click("button:has-text('continue')");
            notice.waitForURL(url -> !url.contains("/consent"));
            page.bringToFront();
            page.click("text=Back to my form");
            page.waitForURL("**/again");

            assertThat(page.inputValue("#name")).isEqualTo(SENT);
        });
    }

    @Test
    void expiredFormsAreKeptUnlessForeign() {
        var browser = new Visitor(port);
        browser.follow(browser.signIn(house.slug(), vera.email(), Stage.PASSWORD));
        var fields = Map.of("_csrf", "expired", "name", "Call this number");

        var foreign = browser.postUnmarked(at("/partners/new"), fields);
        var ours = browser.from("http://localhost:" + port).postUnmarked(at("/partners/new"), fields);
        var other = browser.from("http://localhost.example:" + port).postUnmarked(at("/partners/new"), fields);

        assertThat(List.of(foreign.status(), ours.status(), other.status())).containsOnly(403);
        assertThat(foreign.body()).doesNotContain("Call this number", "name=\"held\"");
        assertThat(other.body()).doesNotContain("Call this number", "name=\"held\"");
        assertThat(ours.body()).contains("Name: Call this number", "name=\"held\"");
        assertThat(partners()).isEmpty();
    }

    /** The user signs in and out again in another tab before submitting. */
    @Test
    void keepsTheFormIfTheSessionEndsAgain() {
        var browser = new Visitor(port);
        browser.get(at("/sign-in"));
        var first = browser.post(at("/partners/new"), "name", SENT);

        var second = browser.post(at("/again"), "held", packed(first.body()));

        assertThat(second.status()).isEqualTo(401);
        assertThat(second.body()).contains("Name: Acme Media");
        assertThat(packed(second.body())).isEqualTo(packed(first.body()));
    }

    @Test
    void neverKeepsSecrets() {
        var browser = new Visitor(port);
        browser.get(at("/sign-in"));

        var held = browser.post(
                at("/profile/password"), "currentPassword", "horse-1", "newPassword", "horse-2", "repeated", "horse-2");

        assertThat(held.status()).isEqualTo(401);
        assertThat(held.body()).contains("You’ve been signed out").doesNotContain("horse");
        assertThat(Held.parse(packed(held.body())).orElseThrow().fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "aGk", "Ly9ldmlsLmV4YW1wbGUvCmE9Yg", "L1xldmlsLmV4YW1wbGUKYT1i", "L3gKJT0l"})
    void refusesForgedForms(String held) {
        var browser = new Visitor(port);
        browser.follow(browser.signIn(house.slug(), vera.email(), Stage.PASSWORD));

        var answer = browser.post(at("/again"), "held", held);

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void fragmentsWithoutASessionReloadThePage() {
        var answer = new Visitor(port).fragment(at("/users/imports"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("HX-Refresh")).isEqualTo("true");
        assertThat(answer.body()).isEmpty();
    }

    private List<String> partners() {
        return house.ada().get("/partners").json().path("items").findValuesAsString("name");
    }

    private static String packed(String page) {
        return page.replaceFirst("(?s).*name=\"held\" value=\"([^\"]+)\".*", "$1");
    }

    private static void endSession(BrowserContext context) {
        context.clearCookies(new BrowserContext.ClearCookiesOptions().setName("lethe_session"));
    }

    private void signInAgain(Page page, String password) {
        page.fill("#email", vera.email());
        page.fill("#password", password);
        page.click("main form button[type=submit]");
        page.waitForLoadState();
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    private String address(String path) {
        return "http://localhost:" + port + at(path);
    }

    private void inABrowser(boolean scripts, Consumer<Page> visit) {
        Chromium.visit(new Browser.NewPageOptions().setLocale("en-GB").setJavaScriptEnabled(scripts), page -> {
            Chromium.signIn(page, address(""), vera);
            visit.accept(page);
        });
    }

    /** A different site for browsers: 127.0.0.1 is not localhost. */
    private static HttpServer webMail(String linked) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        var body = ("<!doctype html><title>Mail</title><a href=\"" + linked + "\">Your partners</a>").getBytes(UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
