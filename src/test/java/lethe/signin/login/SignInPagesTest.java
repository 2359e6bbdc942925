package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Stage;
import lethe.Visitor;
import org.junit.jupiter.api.Test;

/** Signing in and out on pages, and what is said of failures. */
class SignInPagesTest extends SignInVisitor {
    @Test
    void leadsToTheNewPasswordAfterATemporaryOne() {
        var email = Stage.email("klara");
        var temporary = house.create("Klara", email, "INTERNAL", "Viewer").text("temporaryPassword");

        var signedIn = visitor.signIn(house.slug(), email, temporary);

        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.leadsTo()).isEqualTo(at("/new-password"));
        assertThat(signedIn.cookie("lethe_session"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/o/" + house.slug())
                .doesNotContain("Domain", "Expires", "Max-Age");
    }

    @Test
    void leadsActiveUsersToTheHomePage() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");

        var signedIn = visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        var home = visitor.follow(signedIn);

        assertThat(signedIn.leadsTo()).isEqualTo(at("/"));
        assertThat(home.status()).isEqualTo(200);
        assertThat(visitor.get(at("/sign-in")).leadsTo()).isEqualTo(at("/"));
    }

    @Test
    void respondsTheSameToUnknownEmailsAndWrongPasswords() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var nobody = Stage.email("nobody");

        var wrong = visitor.signIn(house.slug(), vera.email(), "wrong-wrong-wrong");
        var unknown = visitor.signIn(house.slug(), nobody, "wrong-wrong-wrong");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(wrong.body())
                .contains("Sign-in failed", "value=\"" + vera.email() + "\"")
                .doesNotContain("wrong-wrong-wrong");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(plain(unknown.body().replace(nobody, "")))
                .isEqualTo(plain(wrong.body().replace(vera.email(), "")));
        assertThat(wrong.cookie("lethe_session")).isEmpty();
    }

    /** Removes what differs in every form. */
    private static String plain(String page) {
        return page.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }

    @Test
    void aFormStaysValidWhileOtherPagesAreOpened() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        visitor.get(at("/profile/recovery-codes"));
        var otherTab = visitor.get(at("/support"));

        var renewed = visitor.post(at("/profile/recovery-codes"));

        assertThat(otherTab.body()).doesNotContain("_csrf");
        assertThat(renewed.status()).isEqualTo(200);
    }

    @Test
    void saysWhatIsMissing() {
        var refused = visitor.signIn(house.slug(), "", "");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Email: Please fill this in.", "Password: Please fill this in.");
    }

    @Test
    void saysWhenToTryAgainAfterTooManyFailures() {
        var email = Stage.email("eve");
        for (var attempt = 0; attempt < 10; attempt++) {
            assertThat(visitor.signIn(house.slug(), email, "wrong-wrong-wrong").status())
                    .isEqualTo(401);
        }

        var refused = visitor.signIn(house.slug(), email, "wrong-wrong-wrong");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 901);
        assertThat(refused.body())
                .contains("Too many attempts", "Try again in")
                .contains("one of your recovery codes", at("/sign-in/recovery-code"));
    }

    @Test
    void aFormFromAForeignPageIsRefused() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        visitor.get(at("/sign-in"));

        var refused = visitor.postUnmarked(
                at("/sign-in"), Map.of("email", vera.email(), "password", Stage.PASSWORD, "_csrf", "made-up"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.cookie("lethe_session")).isEmpty();
        assertThat(refused.body()).contains("This form has expired");
    }

    @Test
    void signsOutAndDeletesTheCookie() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        visitor.follow(visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD));
        var secret = visitor.cookie("lethe_session", at("/"));

        var signedOut = visitor.post(at("/sign-out"));

        assertThat(signedOut.leadsTo()).isEqualTo(at("/sign-in?done=signed-out"));
        assertThat(signedOut.cookie("lethe_session")).contains("Max-Age=0", "Path=/o/" + house.slug());
        assertThat(visitor.follow(signedOut).body()).contains("You are signed out.");
        assertThat(stage.anybody().as(secret).get("/me").status()).isEqualTo(401);
    }

    @Test
    void aRecoveryCodeWorksOnceAndLeadsToANewPassword() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var code = vera.api()
                .post("/me/recovery-codes", Map.of())
                .json()
                .path("recoveryCodes")
                .path(0)
                .asString();
        visitor.get(at("/sign-in/recovery-code"));

        var signedIn = visitor.post(at("/sign-in/recovery-code"), "email", vera.email(), "recoveryCode", code);
        var again = new Visitor(port);
        again.get(at("/sign-in/recovery-code"));
        var refused = again.post(at("/sign-in/recovery-code"), "email", vera.email(), "recoveryCode", code);

        assertThat(signedIn.leadsTo()).isEqualTo(at("/new-password"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("value=\"" + vera.email() + "\"", "Recovery code");
    }

    @Test
    void isGermanForGermanBrowsers() {
        var page = visitor.speaking("de").get(at("/sign-in")).body();

        assertThat(page).contains("lang=\"de\"", "Anmelden", "Passwort vergessen?");
    }
}
