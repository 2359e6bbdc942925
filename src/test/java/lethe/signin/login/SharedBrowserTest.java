package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Several sign-ins in one browser, and what they leave behind. */
@LetheTest
class SharedBrowserTest {
    private static final String CLEARED = "\"cache\", \"storage\"";

    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @LocalServerPort
    private int port;

    private House house;
    private Stage.Person vera;
    private Visitor browser;

    @BeforeEach
    void veraIsSignedIn() {
        stage.house();
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        browser = new Visitor(port);
        browser.signIn(house.slug(), vera.email(), Stage.PASSWORD);
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    private long browserSessions() {
        return vera.api()
                .get("/me/sessions")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("kind").asString().equals("BROWSER"))
                .count();
    }

    @Test
    void aSecondSignInEndsTheSessionItReplaces() {
        browser.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        new Visitor(port).signIn(house.slug(), vera.email(), Stage.PASSWORD);

        assertThat(browserSessions()).as("one per browser").isEqualTo(2);
        assertThat(vera.api().get("/me/sessions").status()).isEqualTo(200);
        assertThat(house.ada()
                        .get("/audit?action=signin.ended")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aSignInEndsAnotherUsersSessionInTheBrowser() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        browser.signIn(house.slug(), edo.email(), Stage.PASSWORD);

        assertThat(browserSessions()).isZero();
        assertThat(browser.get(at("/profile")).body()).contains(edo.email());
    }

    @Test
    void aFailedSignInEndsNoSession() {
        browser.signIn(house.slug(), vera.email(), "not the password");

        assertThat(browserSessions()).isEqualTo(1);
    }

    @Test
    void signingOutClearsCachedPages() {
        var out = browser.post(at("/sign-out"));

        assertThat(out.header("Clear-Site-Data")).isEqualTo(CLEARED);
        assertThat(browser.cookie("lethe_session", at("/"))).isEmpty();
        assertThat(browser.cookie("lethe_browser", at("/"))).isNotEmpty();
    }

    @Test
    void terminationClearsTheBrowsersMark() {
        assertThat(browser.cookie("lethe_browser", at("/"))).isNotEmpty();
        browser.get(at("/profile/termination"));

        var left = browser.post(at("/profile/termination"));
        var goodbye = browser.follow(left);

        assertThat(List.of(left, goodbye))
                .extracting(page -> page.header("Clear-Site-Data"))
                .containsOnly(CLEARED);
        assertThat(browser.cookie("lethe_session", at("/"))).isEmpty();
        assertThat(browser.cookie("lethe_browser", at("/"))).isEmpty();
    }

    @Test
    void refusalClearsTheBrowsersMark() {
        var email = Stage.email("klara");
        var first = house.create("Klara", email, "INTERNAL", "Viewer").text("temporaryPassword");
        var klara = new Visitor(port);
        klara.signIn(house.slug(), email, first);
        klara.get(at("/new-password"));
        klara.post(at("/new-password"), "newPassword", Stage.PASSWORD, "repeated", Stage.PASSWORD);
        klara.get(at("/consent/refusal"));

        var left = klara.post(at("/consent/refusal"), "noticeVersion", "1", "language", "en");

        assertThat(left.leadsTo()).contains("/goodbye/");
        assertThat(left.header("Clear-Site-Data")).isEqualTo(CLEARED);
        assertThat(klara.cookie("lethe_browser", at("/"))).isEmpty();
    }

    @Test
    void aTemporaryPasswordWorksUntilOneIsSetAndEachUseIsLogged() {
        var email = Stage.email("nils");
        var created = house.create("Nils", email, "INTERNAL", "Viewer");
        var form = Map.of("organisation", house.slug(), "email", email, "password", created.text("temporaryPassword"));

        var one = stage.anybody().as(stage.anybody().post("/sign-in", form).text("token"));
        var other = stage.anybody().as(stage.anybody().post("/sign-in", form).text("token"));

        assertThat(one.post("/me/password", Map.of("newPassword", Stage.PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(house.ada()
                        .get("/audit?action=signin.succeeded&target=" + created.text("id"))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(other.post("/me/password", Map.of("newPassword", Stage.PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(stage.anybody().post("/sign-in", form).status()).isEqualTo(401);
    }

    @Test
    void theLinkPageSaysUntilWhenItIsValid() {
        var id = house.create("Nora", Stage.email("nora"), "INTERNAL", "Viewer").text("id");
        var link = house.ada().post("/users/" + id + "/sign-in-link", Map.of()).text("url");
        var path = link.substring(link.indexOf("/o/") < 0 ? link.indexOf("/link/") : link.indexOf("/o/"));

        var english =
                new Visitor(port).get(path.startsWith("/o/") ? path : at(path)).body();
        var german = new Visitor(port)
                .speaking("de")
                .get(path.startsWith("/o/") ? path : at(path))
                .body();

        assertThat(english).contains("It works until you set your password.").doesNotContain(", once.");
        assertThat(german).contains("bis Sie Ihr Passwort gewählt haben");
    }

    /** The clock was set back, or was wrong when the organisation was created. */
    @Test
    void theFirstNoticeAppliesBeforeItsDate() {
        TenantContext.run(
                OrganisationId.parse(house.id()).orElseThrow(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql(
                                "update notice set in_force_from = now() + interval '1 day' where version = 1")
                        .update()));

        assertThat(house.ada().get("/notices/current").text("version")).isEqualTo("1");
        assertThat(house.ada().get("/notices/1").text("status")).isEqualTo("PUBLISHED");
        assertThat(vera.api().get("/me").text("state")).isEqualTo("ACTIVE");
        assertThat(house.person(stage.anybody(), "Late", "INTERNAL", "Viewer")
                        .api()
                        .get("/me")
                        .text("state"))
                .isEqualTo("ACTIVE");
    }
}
