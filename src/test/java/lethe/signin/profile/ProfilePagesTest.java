package lethe.signin.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@LetheTest
class ProfilePagesTest {
    private static final String NEW = "quartz-meadow-tulip-41";

    @Autowired
    private Stage stage;

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

    @Test
    void showsStoredDataWithItsPurposes() {
        var page = visitor.get(at("/profile"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.body())
                .contains("Vera Kanari", vera.email(), "Internal", "Viewer", vera.id())
                .contains(
                        "to sign the person in and to write to them",
                        "until the account is terminated",
                        "View partners.")
                .contains("You have no recovery codes left.")
                .doesNotContain("name=\"email\"", "Create and change partners.");
    }

    @Test
    void saysWhoAttestedAndWhoHandedOverTheFirstSecret() {
        var page = visitor.get(at("/profile")).body();

        assertThat(page)
                .contains("Ada Admin stated, when creating your account, that you had consented.")
                .contains("You consented.", "with a temporary password from Ada Admin")
                .contains(at("/notices/1?language=en"));
    }

    @Test
    void linksToAllStoredDataAndTheDownload() {
        var profile = visitor.get(at("/profile")).body();

        assertThat(profile).contains(at("/profile/data"), at("/api/v1/me/data"), "Download my data (JSON)");
        assertThat(visitor.get(at("/profile/data")).body()).contains(vera.email(), "Who sees it");
        assertThat(visitor.get(at("/api/v1/me/data")).header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void showsWhoViewedOrChangedTheDataAndWhen() {
        house.ada().get("/users/" + vera.id());
        house.ada().patch("/users/" + vera.id(), Map.of("roleId", house.role("Manager")));

        var page = visitor.get(at("/profile/history")).body();

        assertThat(page)
                .contains("data viewed", "Type or role reassigned", "Ada Admin", "Manager", "you")
                .doesNotContain("Signed in");
    }

    @Test
    void showsOwnSignInsIncludingFailedOnes() {
        new Visitor(port).signIn(house.slug(), vera.email(), "wrong password");

        var page = visitor.get(at("/profile/sign-ins")).body();
        var listed = vera.api().get("/me/sign-ins?limit=1").json();

        assertThat(page).contains("Signed in", "Sign-in failed").doesNotContain("User created");
        assertThat(listed.at("/items/0/action").asString()).isEqualTo("signin.failed");
        var next = vera.api().get("/me/sign-ins?after=" + listed.path("next").asString());
        assertThat(next.json().at("/items/0/action").asString()).isEqualTo("signin.succeeded");
        assertThat(next.json().at("/items/0/target/id").asString()).isEqualTo(vera.id());
    }

    @Test
    void doesNotShowOtherUsersSignIns() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        var mine = vera.api().get("/me/sign-ins");

        assertThat(mine.json().path("items").size()).isPositive();
        assertThat(mine.body()).doesNotContain(edo.id());
    }

    @Test
    void requiresASignIn() {
        for (var path : new String[] {
            "/profile",
            "/profile/data",
            "/profile/history",
            "/profile/sign-ins",
            "/profile/password",
            "/profile/tokens/new",
            "/profile/termination"
        }) {
            assertThat(new Visitor(port).get(at(path)).leadsTo()).isEqualTo(at("/sign-in"));
        }
    }

    @Test
    void changesThePasswordGivenTheOldOne() {
        visitor.get(at("/profile/password"));
        var token = vera.api().post("/me/tokens", Map.of("name", "script")).text("token");

        var changed = visitor.post(
                at("/profile/password"), "currentPassword", Stage.PASSWORD, "newPassword", NEW, "repeated", NEW);

        assertThat(changed.leadsTo()).isEqualTo(at("/profile?done=password-changed"));
        assertThat(changed.cookie("lethe_session")).contains("HttpOnly", "SameSite=Lax");
        assertThat(visitor.follow(changed).body()).contains("Password changed");
        assertThat(vera.api().get("/me").status()).isEqualTo(401);
        assertThat(stage.anybody().as(token).get("/me").status()).isEqualTo(401);
        assertThat(new Visitor(port).signIn(house.slug(), vera.email(), NEW).status())
                .isEqualTo(303);
    }

    @Test
    void aWrongOldPasswordChangesNothing() {
        visitor.get(at("/profile/password"));

        var wrong =
                visitor.post(at("/profile/password"), "currentPassword", "wrong", "newPassword", NEW, "repeated", NEW);
        var different = visitor.post(
                at("/profile/password"), "currentPassword", Stage.PASSWORD, "newPassword", NEW, "repeated", "");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("This is not your current password.").doesNotContain(NEW);
        assertThat(different.status()).isEqualTo(422);
        assertThat(different.body()).contains("The passwords don’t match.");
        assertThat(vera.api().get("/me").status()).isEqualTo(200);
    }

    @Test
    void aTokenIsShownOnceAndWorksUntilItIsRevoked() {
        visitor.get(at("/profile/tokens/new"));

        var made = visitor.post(at("/profile/tokens/new"), "name", "Nightly export", "days", "30");

        var secret = made.body().replaceAll("(?s).*value=\"(lethe_pat_[^\"]+)\".*", "$1");
        assertThat(made.status()).isEqualTo(200);
        var profile = visitor.get(at("/profile")).body();
        assertThat(profile).contains("Nightly export", "Never used.").doesNotContain(secret);
        assertThat(stage.anybody().as(secret).get("/me").text("email")).isEqualTo(vera.email());
        assertThat(visitor.get(at("/profile")).body()).contains("Last used on");

        var revocation = profile.replaceAll("(?s).*href=\"([^\"]+/revocation)\".*", "$1");
        assertThat(visitor.get(revocation).body()).contains("Revoke “Nightly export”?", "Erased");
        assertThat(visitor.post(revocation).leadsTo()).isEqualTo(at("/profile?done=token-revoked"));
        assertThat(stage.anybody().as(secret).get("/me").status()).isEqualTo(401);
        assertThat(visitor.get(revocation).status()).isEqualTo(404);
    }

    @Test
    void refusesTokensWithoutNameOrWithTooLongALife() {
        visitor.get(at("/profile/tokens/new"));

        var nameless = visitor.post(at("/profile/tokens/new"), "name", "", "days", "30");
        var eternal = visitor.post(at("/profile/tokens/new"), "name", "x", "days", "4000");
        var senseless = visitor.post(at("/profile/tokens/new"), "name", "x", "days", "soon");

        assertThat(nameless.status()).isEqualTo(422);
        assertThat(nameless.body()).contains("Name: Please fill this in.");
        assertThat(eternal.status()).isEqualTo(422);
        assertThat(senseless.status()).isEqualTo(400);
        assertThat(vera.api().get("/me/tokens").json().path("items").size()).isZero();
    }

    @Test
    void anotherUsersTokenIsNotFound() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        var token = edo.api().post("/me/tokens", Map.of("name", "his")).text("id");
        visitor.get(at("/profile/tokens/new"));

        assertThat(visitor.get(at("/profile/tokens/" + token + "/revocation")).status())
                .isEqualTo(404);
        assertThat(visitor.post(at("/profile/tokens/" + token + "/revocation")).status())
                .isEqualTo(404);
        assertThat(edo.api().get("/me/tokens").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void endsAnotherOwnSession() {
        var elsewhere = new Visitor(port);
        elsewhere.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        var sessions = visitor.get(at("/profile")).body();
        var ending = sessions.replaceAll("(?s).*?action=\"([^\"]+/ending)\".*", "$1");

        var ended = visitor.post(ending);

        assertThat(sessions).contains("This session", "Browser", "Program");
        assertThat(ended.leadsTo()).isEqualTo(at("/profile?done=session-ended"));
        assertThat(visitor.post(ending).status()).isEqualTo(404);
        assertThat(visitor.get(at("/profile")).status()).isEqualTo(200);
        assertThat(elsewhere.get(at("/profile")).leadsTo()).isEqualTo(at("/sign-in"));
    }

    @Test
    void newRecoveryCodesEndTheOldOnes() {
        visitor.get(at("/profile/recovery-codes"));

        var first = visitor.post(at("/profile/recovery-codes")).body();
        var second = visitor.post(at("/profile/recovery-codes")).body();

        assertThat(second).contains("I’ve saved my codes").isNotEqualTo(first);
        assertThat(visitor.get(at("/profile")).body()).contains("You have 10 recovery codes left.");
        var later = new Visitor(port);
        later.get(at("/sign-in/recovery-code"));
        assertThat(later.post(at("/sign-in/recovery-code"), "email", vera.email(), "recoveryCode", code(first))
                        .status())
                .isEqualTo(401);
        assertThat(later.post(at("/sign-in/recovery-code"), "email", vera.email(), "recoveryCode", code(second))
                        .status())
                .isEqualTo(303);
    }

    private static String code(String page) {
        return page.replaceAll("(?s).*<textarea[^>]*>([^\n<]+).*", "$1");
    }
}
