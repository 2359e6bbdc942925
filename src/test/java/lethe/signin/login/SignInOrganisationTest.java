package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To which organisation a visitor signs in, and that none are listed. */
class SignInOrganisationTest extends SignInVisitor {
    /** Invitations and bookmarks from the time when there was one organisation do not name it. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", " %S ", "https://lethe.example/o/%s/users?type=ADMIN#top", "/o/%s", "House %2$s"})
    void leadsToTheNamedOrganisation(String typed) {
        visitor.get("/sign-in");

        var number = house.slug().replace("house-", "");
        var led = visitor.post("/sign-in", "organisation", typed.formatted(house.slug(), number));

        assertThat(led.leadsTo()).isEqualTo(at("/sign-in"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nowhere", "/o/", "%", "o-", "House"})
    void doesNotListOrganisations(String typed) {
        var asked = visitor.get("/sign-in");

        var refused = visitor.post("/sign-in", "organisation", typed);

        assertThat(asked.body())
                .contains("Which organisation do you belong to?")
                .doesNotContain(house.slug());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"organisation-error\"").doesNotContain(house.slug());
    }

    @Test
    void anInvitationWithoutOrganisationStillWorks() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        var url =
                house.ada().post("/users/" + klara + "/sign-in-link", Map.of()).text("url");
        var old = url.substring(url.indexOf("/link/"));

        var page = visitor.get(old);
        var followed = visitor.post(old);

        assertThat(page.status()).isEqualTo(200);
        assertThat(followed.leadsTo()).endsWith("/new-password");
        assertThat(visitor.follow(followed).body()).contains("name=\"newPassword\"");
    }

    @Test
    void cookiesAreSentOnlyToTheirOrganisation() {
        var other = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var signedIn = visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        var secret = signedIn.cookie("lethe_session").replaceAll("^lethe_session=([^;]+).*", "$1");

        assertThat(visitor.cookie("lethe_session", at("/profile"))).isEqualTo(secret);
        assertThat(visitor.cookie("lethe_session", "/o/" + other.slug() + "/profile"))
                .isEmpty();
        assertThat(visitor.get("/o/" + other.slug() + "/profile").leadsTo())
                .isEqualTo("/o/" + other.slug() + "/sign-in");
        var forced = stage.anybody().with("Cookie", "lethe_session=" + secret).page("/o/" + other.slug() + "/profile");
        assertThat(forced.http().uri().getPath()).isEqualTo("/o/" + other.slug() + "/profile");
        assertThat(forced.status()).isEqualTo(303);
    }

    @Test
    void asksForTheOrganisationWhereTheAddressNamesNone() {
        var page = visitor.get("/sign-in");
        var unknown = visitor.post("/sign-in", "organisation", "no-such-house");
        var known = visitor.post("/sign-in", "organisation", " " + house.slug().toUpperCase(java.util.Locale.ROOT));

        assertThat(page.body())
                .contains("Your organisation’s name or short name", "follows /o/")
                .doesNotContain("name=\"password\"");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body()).contains("There is no organisation with this name.", "no-such-house");
        assertThat(known.leadsTo()).isEqualTo(at("/sign-in"));
    }
}
