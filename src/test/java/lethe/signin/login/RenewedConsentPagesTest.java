package lethe.signin.login;

import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.published;
import static lethe.privacy.notices.Wordings.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A new version takes effect while users are working. */
@LetheTest
class RenewedConsentPagesTest {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Person klara;
    private Visitor browser;

    @BeforeEach
    void klaraIsAtWork() {
        house = stage.house();
        klara = house.person(stage.anybody(), "Klara", "INTERNAL", "Manager");
        browser = new Visitor(port);
        browser.follow(browser.signIn(house.slug(), klara.email(), Stage.PASSWORD));
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    @Test
    void continuesToTheRequestedPageOnce() {
        published(house.ada(), texts("Two", "Zwei"));

        var held = browser.get(at("/partners?status=ACTIVE"));
        var page = browser.follow(held);
        var continued = browser.post(at("/consent"), "noticeVersion", "2", "language", "en");

        assertThat(held.status()).isEqualTo(303);
        assertThat(held.leadsTo()).isEqualTo(at("/consent"));
        assertThat(page.body())
                .contains("Version 2", "What has changed", "<ins>", "<del>")
                .doesNotContain("was not stored");
        assertThat(continued.leadsTo()).isEqualTo(at("/partners?status=ACTIVE"));
        assertThat(browser.follow(continued).status()).isEqualTo(200);
        assertThat(browser.post(at("/consent"), "noticeVersion", "2", "language", "en")
                        .leadsTo())
                .isEqualTo(at("/"));
    }

    @Test
    void keepsTypedTextOnThePageThatAsksForTheDecision() {
        browser.get(at("/partners/new"));
        published(house.ada(), english("Two"));

        var held = browser.post(at("/partners/new"), "name", "Typed in vain");

        assertThat(held.status()).isEqualTo(403);
        assertThat(held.body())
                .contains("Read the privacy notice first", "Name: Typed in vain", "href=\"" + at("/consent") + "\"");
        assertThat(klara.api().get("/partners").json().path("items")).isEmpty();
    }

    @Test
    void aFormWithoutItsOwnPageLeadsToThePageAbove() {
        browser.get(at("/audit"));
        published(house.ada(), english("Two"));

        browser.post(at("/audit/verification"));
        browser.get(at("/consent"));

        assertThat(browser.post(at("/consent"), "noticeVersion", "2", "language", "en")
                        .leadsTo())
                .isEqualTo(at("/audit"));
    }

    @Test
    void neverRedirectsToAnotherSite() {
        published(house.ada(), english("Two"));

        browser.get(at("//evil.example/"));
        browser.get(at("/consent"));

        assertThat(browser.post(at("/consent"), "noticeVersion", "2", "language", "en")
                        .leadsTo())
                .isEqualTo(at("/"));
    }

    @Test
    void tokensAreRefusedUntilTheirOwnerDecides() {
        var token = klara.api().post("/me/tokens", Map.of("name", "script")).text("token");
        published(house.ada(), english("Two"));
        var script = stage.anybody().as(token);

        var held = script.get("/partners");

        assertThat(held.status()).isEqualTo(403);
        assertThat(held.problem()).isEqualTo("own-consent-required");
        assertThat(held.text("state")).isEqualTo("CONSENT_REQUIRED");
        browser.get(at("/consent"));
        browser.post(at("/consent"), "noticeVersion", "2", "language", "en");
        assertThat(script.get("/partners").status()).isEqualTo(200);
    }

    @Test
    void refusingANewVersionTerminatesWithAReceipt() {
        published(house.ada(), english("Two"));

        browser.follow(browser.get(at("/")));
        browser.get(at("/consent/refusal"));
        var refused = browser.post(at("/consent/refusal"), "noticeVersion", "2", "language", "en");

        assertThat(refused.leadsTo()).startsWith(at("/goodbye/lethe_rct_"));
        assertThat(house.ada().get("/users/" + klara.id()).text("status")).isEqualTo("TERMINATED");
        assertThat(house.ada().get("/users/" + klara.id() + "/receipt").status())
                .isEqualTo(200);
        assertThat(house.ada()
                        .get("/users/" + klara.id() + "/consents")
                        .json()
                        .at("/items/2/noticeVersion")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void saysThatLanguagesCannotBeCompared() {
        published(house.ada(), Map.of("texts", Map.of("de", Map.of("markdown", "Nur deutsch"))));

        var page = browser.follow(browser.get(at("/profile")));

        assertThat(page.body()).contains("Nur deutsch", "was in another language");
    }

    @Test
    void continuingTwiceIsRecordedOnce() {
        published(house.ada(), english("Two"));

        for (var time = 0; time < 2; time++) {
            klara.api().post("/me/consent", Map.of("noticeVersion", 2, "decision", "CONTINUE"));
        }

        assertThat(house.ada()
                        .get("/audit?action=me.consented&actor=" + klara.id())
                        .json()
                        .path("items"))
                .hasSize(2);
    }
}
