package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@LetheTest
class ConsentPagesTest {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Visitor klara;
    private String id;
    private String email;

    @BeforeEach
    void klaraHasChosenAPassword() {
        house = stage.house();
        klara = new Visitor(port);
        email = Stage.email("klara");
        var created = house.create("Klara", email, "INTERNAL", "Viewer");
        id = created.text("id");
        klara.follow(klara.signIn(house.slug(), email, created.text("temporaryPassword")));
        klara.post(at("/new-password"), "newPassword", Stage.PASSWORD, "repeated", Stage.PASSWORD);
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    @Test
    void showsTheCurrentNoticeWithVersionHashAndTwoEqualChoices() {
        var page = klara.get(at("/consent")).body();

        var hash =
                house.ada().get("/notices/current").json().at("/texts/en/hash").asString();
        assertThat(page)
                .contains("Version 1", hash, "<table", "to address the person", "In detail", "Complete list")
                .contains("btn btn-primary\" type=\"submit\"", "Consent and continue")
                .contains("btn btn-primary\" href=\"" + at("/consent/refusal"), "Refuse and terminate")
                .contains(
                        "your name and email address",
                        "counting anonymously",
                        "complain to a data-protection authority")
                .doesNotContain("type=\"checkbox\"");
    }

    @Test
    void recordsTheLanguageInWhichTheNoticeWasRead() {
        var page = klara.speaking("de").get(at("/consent")).body();
        klara.post(at("/consent"), "noticeVersion", "1", "language", "de");

        assertThat(page)
                .contains(
                        "Fassung 1", "Wer es sieht", "Ausführlich", "Vollständige Liste", "Einwilligen und fortfahren");
        var evidence = house.ada().get("/users/" + id).json().path("ownConsent");
        assertThat(evidence.path("language").asString()).isEqualTo("de");
        assertThat(evidence.path("handover").asString()).isEqualTo("TEMPORARY_PASSWORD");
    }

    @Test
    void continuingShowsTenRecoveryCodesThatWork() {
        klara.get(at("/consent"));

        var codes = klara.post(at("/consent"), "noticeVersion", "1", "language", "en");

        assertThat(codes.status()).isEqualTo(200);
        assertThat(codes.body()).contains("Ten recovery codes", "I’ve saved my codes");
        var listed = codes.body()
                .replaceAll("(?s).*<textarea[^>]*>(.*?)</textarea>.*", "$1")
                .split("\n");
        assertThat(listed).hasSize(10).doesNotHaveDuplicates();
        var later = new Visitor(port);
        later.get(at("/sign-in/recovery-code"));
        assertThat(later.post(at("/sign-in/recovery-code"), "email", email, "recoveryCode", listed[9])
                        .leadsTo())
                .isEqualTo(at("/new-password"));
    }

    @Test
    void aSecondClickShowsTheValidCodes() {
        klara.get(at("/consent"));
        klara.post(at("/consent"), "noticeVersion", "1", "language", "en");

        var second = klara.post(at("/consent"), "noticeVersion", "1", "language", "en");

        assertThat(second.body()).contains("Ten recovery codes");
        assertThat(klara.get(at("/consent")).leadsTo()).isEqualTo(at("/"));
    }

    @Test
    void refusesAVersionOtherThanTheCurrentOne() {
        klara.get(at("/consent"));

        var outdated = klara.post(at("/consent"), "noticeVersion", "7", "language", "en");
        var missing = klara.post(at("/consent"));

        assertThat(outdated.status()).isEqualTo(422);
        assertThat(outdated.body()).contains("There is a newer notice", "name=\"noticeVersion\" value=\"1\"");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(klara.get(at("/")).leadsTo()).isEqualTo(at("/consent"));
    }

    @Test
    void refusingAsksOnceAndTerminates() {
        var asked = klara.get(at("/consent/refusal"));
        assertThat(asked.body()).contains("Erased", "Kept", "can’t be undone", "Art. 17(3)(b) and (e) GDPR");
        assertThat(house.ada().get("/users/" + id).text("status")).isEqualTo("ACTIVE");

        var refused = klara.post(at("/consent/refusal"), "noticeVersion", "1", "language", "en");

        assertThat(refused.leadsTo()).startsWith(at("/goodbye/lethe_rct_"));
        assertThat(refused.cookie("lethe_session")).contains("Max-Age=0");
        assertThat(klara.follow(refused).body()).contains("Your account is terminated");
        assertThat(house.ada().get("/users/" + id).text("status")).isEqualTo("TERMINATED");
        assertThat(house.ada().get("/users/" + id + "/consents").body()).contains("REFUSE");
    }

    @Test
    void beforeTheDecisionOnlyNoticeAndTerminationAreOpen() {
        assertThat(klara.get(at("/notices/1?language=de")).body()).contains("Wer es sieht", "lang=\"de\"");
        assertThat(klara.get(at("/profile/termination")).status()).isEqualTo(200);
        for (var path : new String[] {"/", "/profile", "/profile/password", "/organisation", "/new-password"}) {
            assertThat(klara.get(at(path)).leadsTo()).as(path).isEqualTo(at("/consent"));
        }
    }

    @Test
    void anUnknownVersionIsNotFound() {
        assertThat(klara.get(at("/notices/99")).status()).isEqualTo(404);
        assertThat(new Visitor(port).get(at("/notices/1")).leadsTo()).isEqualTo(at("/sign-in"));
    }
}
