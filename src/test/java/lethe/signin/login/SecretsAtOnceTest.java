package lethe.signin.login;

import static lethe.AtOnce.atOnce;
import static lethe.Meanwhile.during;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Concurrent changes of secrets: what was checked before a slow hash may have changed when it is written. */
@LetheTest
class SecretsAtOnceTest {
    private static final String OTHER = "granite-teapot-orbit-19";
    private static final int ROUNDS = 5;

    @Autowired
    private Stage stage;

    private House house;
    private Api anybody;

    @BeforeEach
    void aHouse() {
        house = stage.house();
        anybody = stage.anybody();
    }

    @Test
    void theFirstOfTwoSessionsToSetAPasswordWins() {
        var invited = invite();
        var admins = signedIn(invited);

        var admin = during("hash", () -> choose(signedIn(invited), OTHER), () -> choose(admins, Stage.PASSWORD));

        assertThat(admin.status()).isEqualTo(409);
        assertThat(admin.problem()).isEqualTo("already-signed-in");
        assertThat(choose(admins, Stage.PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(invited.email(), Stage.PASSWORD).problem()).isEqualTo("sign-in-failed");
        assertThat(signIn(invited.email(), OTHER).text("state")).isEqualTo("CONSENT_REQUIRED");
    }

    @Test
    void aNewFirstSessionEndsEarlierOnesAndEachUseIsLogged() {
        var invited = invite();
        var first = signedIn(invited);

        var second = signedIn(invited);

        assertThat(choose(first, OTHER).status()).isEqualTo(401);
        assertThat(choose(second, OTHER).text("state")).isEqualTo("CONSENT_REQUIRED");
        assertThat(signIn(invited.email(), invited.secret()).problem()).isEqualTo("sign-in-failed");
        assertThat(house.ada()
                        .get("/audit?action=signin.succeeded&target=" + invited.id())
                        .json()
                        .path("items"))
                .hasSize(2);
    }

    @Test
    void aNewLinkEndsRequestsUnderWayWithTheOldSecret() {
        var invited = invite();
        var session = signedIn(invited);

        var refused = during("hash", () -> link(invited.id()), () -> choose(session, OTHER));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("already-signed-in");
        assertThat(choose(session, OTHER).status()).isEqualTo(401);
        assertThat(signIn(invited.email(), OTHER).problem()).isEqualTo("sign-in-failed");
    }

    @Test
    void aNewLinkIsRefusedOnceAPasswordIsSet() {
        var invited = invite();
        choose(signedIn(invited), OTHER);

        var late = link(invited.id());

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("already-signed-in");
        assertThat(signIn(invited.email(), OTHER).status()).isEqualTo(200);
    }

    @Test
    void aNewLinkEndsSessionsOfTheOldOne() {
        var invited = invite();
        var before = anybody.as(
                anybody.post("/sign-in", Map.of("link", link(invited.id()).text("url")))
                        .text("token"));
        var next = link(invited.id()).text("url");

        assertThat(choose(before, OTHER).status()).isEqualTo(401);
        var after = anybody.as(anybody.post("/sign-in", Map.of("link", next)).text("token"));
        assertThat(choose(after, OTHER).status()).isEqualTo(200);
        assertThat(anybody.post("/sign-in", Map.of("link", next)).status()).isEqualTo(410);
    }

    @Test
    void aComparedTemporaryPasswordFailsOnceAPasswordIsSet() {
        var invited = invite();

        var late = during(
                "matches", () -> choose(signedIn(invited), OTHER), () -> signIn(invited.email(), invited.secret()));

        assertThat(late.status()).isEqualTo(401);
        assertThat(late.problem()).isEqualTo("sign-in-failed");
        assertThat(signIn(invited.email(), OTHER).status()).isEqualTo(200);
    }

    @Test
    void aComparedPasswordFailsOnceItIsChanged() {
        var vera = house.person(anybody, "Vera", "INTERNAL", "Viewer");

        var late = during("matches", () -> change(vera.api(), OTHER), () -> signIn(vera.email(), Stage.PASSWORD));

        assertThat(late.problem()).isEqualTo("sign-in-failed");
        assertThat(signIn(vera.email(), OTHER).status()).isEqualTo(200);
    }

    @Test
    void theFirstOfTwoPasswordChangesWinsAndEndsTheOtherSession() {
        var vera = house.person(anybody, "Vera", "INTERNAL", "Viewer");
        var thief = house.signedIn(anybody, vera);

        var late = during("hash", () -> change(vera.api(), OTHER), () -> change(thief, "walnut-comet-basil-88"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("changed-meanwhile");
        assertThat(change(thief, "walnut-comet-basil-88").status()).isEqualTo(401);
        assertThat(signIn(vera.email(), OTHER).status()).isEqualTo(200);
    }

    @Test
    void aRecoveryCodeEndsEarlierSessionsAndTheirRequests() {
        var vera = house.person(anybody, "Vera", "INTERNAL", "Viewer");
        var codes = codes(vera.api());
        var thief = house.signedIn(anybody, vera);

        var late = during("hash", () -> recover(vera.email(), codes.getFirst()), () -> change(thief, OTHER));

        assertThat(late.problem()).isEqualTo("changed-meanwhile");
        assertThat(choose(thief, OTHER).status()).isEqualTo(401);
        assertThat(signIn(vera.email(), OTHER).problem()).isEqualTo("sign-in-failed");
    }

    @Test
    void aRecoveryCodeWorksOnceForConcurrentAttempts() throws Exception {
        var vera = house.person(anybody, "Vera", "INTERNAL", "Viewer");
        for (var code : codes(vera.api()).subList(0, ROUNDS)) {
            var answers = atOnce(() -> recover(vera.email(), code), () -> recover(vera.email(), code));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 401);
        }
    }

    @Test
    void aSuspendedUsersRecoveryCodeIsNotUsedUp() {
        var vera = house.person(anybody, "Vera", "INTERNAL", "Viewer");
        var code = codes(vera.api()).getFirst();
        var suspension = "/users/" + vera.id() + "/suspension";
        house.ada().post(suspension, Map.of("reason", "On leave"));

        assertThat(recover(vera.email(), code).problem()).isEqualTo("sign-in-failed");

        house.ada().delete(suspension);
        assertThat(signIn(vera.email(), Stage.PASSWORD).text("state")).isEqualTo("ACTIVE");
        assertThat(recover(vera.email(), code).text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
    }

    @Test
    void aLinkFollowedWhileAPasswordIsChosenDoesNotOpenTheAccount() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var invited = invite();
            var url = link(invited.id()).text("url");
            var first = anybody.as(anybody.post("/sign-in", Map.of("link", url)).text("token"));

            var answers = atOnce(() -> choose(first, OTHER), () -> anybody.post("/sign-in", Map.of("link", url)));

            var chosen = answers.getFirst().status();
            var followed = answers.getLast();
            assertThat(List.of(chosen, followed.status()))
                    .isIn(List.of(200, 410), List.of(409, 200), List.of(401, 200));
            if (followed.status() == 200) {
                assertThat(followed.text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
            }
        }
    }

    private record Invited(String id, String email, String secret) {}

    private Invited invite() {
        var email = Stage.email("klara");
        var created = house.create("Klara", email, "INTERNAL", "Viewer");
        return new Invited(created.text("id"), email, created.text("temporaryPassword"));
    }

    private Answer link(String person) {
        return house.ada().post("/users/" + person + "/sign-in-link", Map.of());
    }

    private Api signedIn(Invited invited) {
        return anybody.as(signIn(invited.email(), invited.secret()).text("token"));
    }

    private Answer signIn(String email, String password) {
        return anybody.post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", password));
    }

    private Answer recover(String email, String code) {
        return anybody.post("/sign-in", Map.of("organisation", house.slug(), "email", email, "recoveryCode", code));
    }

    private static List<String> codes(Api person) {
        return person.post("/me/recovery-codes", Map.of())
                .json()
                .path("recoveryCodes")
                .valueStream()
                .map(code -> code.asString())
                .toList();
    }

    private static Answer choose(Api person, String password) {
        return person.post("/me/password", Map.of("newPassword", password));
    }

    private static Answer change(Api person, String password) {
        return person.post("/me/password", Map.of("newPassword", password, "currentPassword", Stage.PASSWORD));
    }
}
