package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as a sign-in within five minutes, and what needs neither it nor the password. */
class RecentSignInTest extends SignedInUser {
    @Test
    void justAfterTheSignInNoPasswordIsNeeded() {
        var own = targets();

        assertThat(vera.api().post("/me/recovery-codes", Map.of()).status()).isEqualTo(200);
        assertThat(vera.api().post("/me/tokens", Map.of("name", "script")).status())
                .isEqualTo(201);
        assertThat(vera.api().delete("/me/tokens/" + own.token()).status()).isEqualTo(204);
        assertThat(vera.api().delete("/me/sessions/" + own.session()).status()).isEqualTo(204);
        assertThat(vera.api().post("/me/termination", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void usingASessionDoesNotCountAsASignIn() {
        makeOld(vera);
        vera.api().get("/me");
        change("update session set last_seen_at = last_seen_at - interval '2 minutes'", vera);
        vera.api().get("/me");

        assertThat(vera.api().post("/me/recovery-codes", Map.of()).problem()).isEqualTo("recent-sign-in-required");
    }

    @Test
    void aSignInByRecoveryCodeCounts() {
        var code = vera.api()
                .post("/me/recovery-codes", Map.of())
                .json()
                .at("/recoveryCodes/0")
                .asString();
        var form = Map.of("organisation", house.slug(), "email", vera.email(), "recoveryCode", code);
        var first = stage.anybody().as(stage.anybody().post("/sign-in", form).text("token"));
        change("update session set created_at = created_at - interval '6 minutes'", vera);

        var chosen = first.post("/me/password", Map.of("newPassword", NEW));

        assertThat(chosen.status()).isEqualTo(200);
        var again = stage.anybody().as(chosen.text("token"));
        assertThat(again.post("/me/recovery-codes", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void changingTheNameNeedsNoProof() {
        var pat = script();
        makeOld(vera);

        for (var api : List.of(pat, vera.api())) {
            assertThat(api.patch("/me", Map.of("firstName", "Vera Maria")).status())
                    .isEqualTo(200);
            assertThat(api.patch("/me", Map.of()).status()).isEqualTo(200);
        }
    }

    @Test
    void anAccessTokenCannotRefuseConsent() {
        var pat = script();

        var byCall = pat.post("/me/consent", Map.of("noticeVersion", 1, "decision", "REFUSE"));
        var byForm = pat.form("/consent/refusal", Map.of("noticeVersion", "1", "language", "en"));

        assertThat(byCall.status()).isEqualTo(403);
        assertThat(byCall.problem()).isEqualTo("session-required");
        assertThat(byForm.status()).isEqualTo(403);
        assertThat(vera.api().get("/me").status()).isEqualTo(200);
    }

    /** Refusing needs no proof only while a decision is due; later it is a termination like any other. */
    @Test
    void anOldSignInCannotRefuseAfterConsent() {
        makeOld(vera);

        var byCall = vera.api().post("/me/consent", Map.of("noticeVersion", 1, "decision", "REFUSE"));
        var byForm = vera.api().form("/consent/refusal", Map.of("noticeVersion", "1", "language", "en"));

        assertThat(byCall.status()).isEqualTo(403);
        assertThat(byCall.problem()).isEqualTo("recent-sign-in-required");
        assertThat(byForm.status()).isEqualTo(403);
        assertThat(vera.api().get("/me").status()).isEqualTo(200);
    }

    @Test
    void terminatingBeforeConsentNeedsNoProof() {
        var leaving = beforeConsent();
        var refusing = beforeConsent();

        var left = leaving.post("/me/termination", Map.of());
        var refused = refusing.post("/me/consent", Map.of("noticeVersion", 1, "decision", "REFUSE"));

        assertThat(left.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(200);
    }

    /** Signed in more than five minutes ago. */
    private Api beforeConsent() {
        var email = Stage.email("klara");
        var created = house.create("Klara", email, "INTERNAL", "Viewer");
        var form = Map.of("organisation", house.slug(), "email", email, "password", created.text("temporaryPassword"));
        var first = stage.anybody().as(stage.anybody().post("/sign-in", form).text("token"));
        var chosen = first.post("/me/password", Map.of("newPassword", Stage.PASSWORD));
        var klara = new Stage.Person(created.text("id"), email, stage.anybody().as(chosen.text("token")));
        makeOld(klara);
        return klara.api();
    }
}
