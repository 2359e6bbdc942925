package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts the current Lethe on an installation of an earlier one: data directory, key file and master key, packed by
 * {@code bench/fixture}. 15 minutes later, by the clock, all users see what they saw.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final FixturePeople people = new FixturePeople("acme", new LinkedHashMap<>());
    private JsonNode seen = JSON.nullNode();
    private InstallationAt lethe;

    @BeforeAll
    void theCurrentLetheStartsOnIt(@TempDir Path place) throws IOException {
        seen = Fixture.open("0.1.0", place, people);
        lethe = Fixture.start(seen, place, mail, people);
    }

    @AfterAll
    void stop() {
        lethe.close();
        mail.stop();
    }

    @Test
    void administratorsSeeWhatTheySaw() {
        assertSeen("Nora", FixtureViews.ADMINS);
    }

    @Test
    void usersSeeWhatTheySaw() {
        assertSeen("Ben", FixtureViews.OWN);
    }

    private void assertSeen(String who, List<String> paths) {
        var now = FixtureViews.of(people.signedIn(who), people, paths);
        assertThat(seen.path(who).properties()).hasSameSizeAs(paths);
        now.forEach((path, view) ->
                FixtureViews.assertHolds(path, view, seen.path(who).path(path)));
    }

    @Test
    void usersCanSignInAsBefore() {
        assertThat(people.signIn("Ben", Stage.PASSWORD).text("state")).isEqualTo("ACTIVE");
        assertThat(people.signIn("Cleo", Stage.PASSWORD).text("state")).isEqualTo("CONSENT_REQUIRED");
        assertThat(people.signIn("Ben", "a-wrong-" + Stage.PASSWORD).status()).isEqualTo(401);
        assertThat(people.signIn("Gus", Stage.PASSWORD).status()).isEqualTo(401);
        assertThat(people.anybody().as(people.id("token")).get("/me").text("id"))
                .isEqualTo(people.id("Ben"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hanna", "Ivo", "Frida", "Mara"})
    void terminatedUsersStayErasedAndCanBeCreatedAgain(String name) {
        var nora = people.signedIn("Nora");
        var found = nora.post("/users/lookup", Map.of("email", people.email(name)));
        var again = people.create(nora, name, "EXTERNAL", "Viewer");

        assertThat(people.signIn(name, Stage.PASSWORD).status()).isEqualTo(401);
        assertThat(found.body()).doesNotContain(people.id(name));
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.text("id")).isNotEqualTo(people.id(name));
        assertThat(nora.get("/users/" + people.id(name)).body())
                .contains("\"TERMINATED\"")
                .doesNotContain("@kanari");
    }

    @Test
    void findsUsersByEveryEmail() {
        var nora = people.signedIn("Nora");

        for (var name : List.of("Nora", "Ben", "Cleo", "Gus", "Dana")) {
            var found = nora.post("/users/lookup", Map.of("email", people.email(name)));
            assertThat(found.body()).as(name).contains(people.id(name));
        }
        assertThat(people.create(nora, "Ben", "EXTERNAL", "Viewer").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hanna", "Ivo", "Frida", "Mara", "Ada"})
    void receiptsAreProven(String name) {
        var page = people.signedIn("Nora").page("/users/" + people.id(name) + "/receipt");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Proven.");
    }

    @Test
    void theLogMatchesItsSignaturesDespiteDeletedEntries() {
        var nora = people.signedIn("Nora");

        nora.form("/audit/verification", Map.of());

        var removals = seen.path("Nora")
                .path("/audit?limit=200")
                .path("items")
                .valueStream()
                .map(entry -> entry.path("facts").path("kind").asString(""));
        assertThat(removals).contains("sign-in-event");
        assertThat(nora.page("/audit").body()).containsPattern("Verified up to entry \\d+ on");
    }

    @Test
    void queuedMailIsSent() throws MessagingException {
        await().atMost(Duration.ofMinutes(1)).until(() -> mail.getReceivedMessages().length > 0);

        assertThat(mail.getReceivedMessages()[0].getSubject()).isNotNull();
    }

    @Test
    void unfinishedJobsContinue() {
        var nora = people.signedIn("Nora");
        var house = new Stage.House("", "acme", "", "", nora);
        var waiting = "/users/imports/" + people.id("waitingImport");
        var consent = Map.of("given", true, "noticeVersion", 2, "language", "en");

        var started = nora.post(
                waiting + "/start", Map.of("type", "EXTERNAL", "roleId", house.role("Viewer"), "consent", consent));

        assertThat(started.status()).as(started.body()).isEqualTo(202);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> nora.get(waiting).text("status").equals("DONE"));
        assertThat(nora.post("/users/lookup", Map.of("email", "lea@kanari.example"))
                        .body())
                .contains("Lea");
    }
}
