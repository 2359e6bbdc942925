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
class LinkPagesTest {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;

    @BeforeEach
    void twoHouses() {
        stage.house();
        house = stage.house();
    }

    private Visitor signedIn(String role) {
        var person = house.person(stage.anybody(), "Vera", "INTERNAL", role);
        var visitor = new Visitor(port);
        visitor.signIn(house.slug(), person.email(), Stage.PASSWORD);
        visitor.get("/o/" + house.slug() + "/profile");
        return visitor;
    }

    private String address(String id) {
        return "/o/" + house.slug() + "/users/" + id + "/sign-in-link";
    }

    @Test
    void isShownOnceAndSignsTheUserIn() {
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var admin = signedIn("Administrator");

        var shown = admin.post(address(edo));

        var link = shown.body().replaceAll("(?s).*value=\"(http[^\"]+/link/lethe_link_[^\"]+)\".*", "$1");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).contains("Give it to the user yourself.", "you gave them this link");
        assertThat(link).contains("/o/" + house.slug() + "/link/");
        assertThat(admin.get(address(edo)).leadsTo()).isEqualTo("/o/" + house.slug() + "/users/" + edo);
        var path = link.substring(link.indexOf("/o/"));
        var visitor = new Visitor(port);
        visitor.get(path);
        assertThat(visitor.post(path).leadsTo()).isEqualTo("/o/" + house.slug() + "/new-password");
    }

    @Test
    void isRefusedForUsersWithAPassword() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer").id();

        var refused = signedIn("Administrator").post(address(edo));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("This user has already signed in").doesNotContain("lethe_link_");
    }

    @Test
    void requiresManageUsers() {
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");

        var refused = signedIn("Viewer").post(address(edo));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("lethe_link_");
    }
}
