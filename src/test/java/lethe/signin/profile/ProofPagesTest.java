package lethe.signin.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * Users who signed in more than five minutes ago are asked for their password before actions that only they may take.
 */
@LetheTest
class ProofPagesTest {
    private static final String FIELD = "name=\"currentPassword\"";

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private House house;
    private Stage.Person vera;
    private Visitor visitor;

    @BeforeEach
    void veraIsSignedIn() {
        stage.house();
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        visitor = new Visitor(port);
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    private void timePasses() {
        AsOwner.within(
                context,
                OrganisationId.parse(house.id()).orElseThrow(),
                "update session set created_at = created_at - interval '6 minutes' where user_id = '%s'"
                        .formatted(UserId.parse(vera.id()).orElseThrow().value()));
    }

    private String token() {
        return vera.api().post("/me/tokens", Map.of("name", "script")).text("id");
    }

    @Test
    void doesNotAskJustAfterSignIn() {
        var token = token();

        for (var path : List.of(
                "/profile/recovery-codes",
                "/profile/tokens/new",
                "/profile/tokens/" + token + "/revocation",
                "/profile/termination")) {
            assertThat(visitor.get(at(path)).body()).as(path).doesNotContain(FIELD);
        }
    }

    @Test
    void asksInTheSameFormAndKeepsItsInput() {
        visitor.get(at("/profile/tokens/new"));
        timePasses();

        var asked = visitor.post(at("/profile/tokens/new"), "name", "Nightly export", "days", "30");
        var wrong = visitor.post(
                at("/profile/tokens/new"), "name", "Nightly export", "days", "30", "currentPassword", "wrong");
        var made = visitor.post(
                at("/profile/tokens/new"), "name", "Nightly export", "days", "30", "currentPassword", Stage.PASSWORD);

        assertThat(asked.status()).isEqualTo(403);
        assertThat(asked.body())
                .contains("Please enter your password", "more than five minutes ago")
                .contains(FIELD, "value=\"Nightly export\"")
                .containsPattern("value=\"30\"[^>]*selected");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"currentPassword-error\"", "value=\"Nightly export\"");
        assertThat(made.body()).contains("lethe_pat_");
    }

    @Test
    void showsRecoveryCodesGivenThePassword() {
        timePasses();

        var page = visitor.get(at("/profile/recovery-codes"));
        var without = visitor.post(at("/profile/recovery-codes"));
        var with = visitor.post(at("/profile/recovery-codes"), "currentPassword", Stage.PASSWORD);

        assertThat(page.body()).contains(FIELD);
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.body()).contains(FIELD).doesNotContainPattern("[0-9a-z]{4}(-[0-9a-z]{4}){6}");
        assertThat(with.body()).containsPattern("[0-9a-z]{4}(-[0-9a-z]{4}){6}");
    }

    @Test
    void aSessionIsEndedOnAPageThatAsks() {
        timePasses();
        var profile = visitor.get(at("/profile")).body();
        var link = Pattern.compile("href=\"([^\"]+/profile/sessions/[^\"]+/ending)\"")
                .matcher(profile);
        assertThat(link.find()).isTrue();

        var page = visitor.get(link.group(1));
        var without = visitor.post(link.group(1));
        var with = visitor.post(link.group(1), "currentPassword", Stage.PASSWORD);

        assertThat(page.body()).contains("End this session?", FIELD);
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.body()).contains(FIELD);
        assertThat(with.leadsTo()).endsWith("/profile?done=session-ended");
        assertThat(vera.api().get("/me").status()).isEqualTo(401);
    }

    @Test
    void revokesATokenGivenThePassword() {
        var page = at("/profile/tokens/" + token() + "/revocation");
        timePasses();

        assertThat(visitor.get(page).body()).contains(FIELD);
        assertThat(visitor.post(page).status()).isEqualTo(403);
        assertThat(visitor.post(page, "currentPassword", Stage.PASSWORD).leadsTo())
                .endsWith("/profile?done=token-revoked");
    }

    @Test
    void terminatesOnlyGivenThePassword() {
        timePasses();

        var page = visitor.speaking("de").get(at("/profile/termination"));
        var without = visitor.post(at("/profile/termination"));
        var with = visitor.post(at("/profile/termination"), "currentPassword", Stage.PASSWORD);

        assertThat(page.body()).contains(FIELD, "mehr als fünf Minuten");
        assertThat(without.status()).isEqualTo(403);
        assertThat(with.leadsTo()).contains("/goodbye/");
    }

    @Test
    void askingIsNotRecordedAsARefusal() {
        timePasses();

        visitor.post(at("/profile/recovery-codes"));

        assertThat(house.ada()
                        .get("/audit?action=access.refused")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }
}
