package lethe.signin.login;

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
class OneTimeLinkPagesTest {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Visitor visitor;
    private String link;
    private String person;

    @BeforeEach
    void aLinkFromAnAdministrator() {
        stage.house();
        house = stage.house();
        visitor = new Visitor(port);
        person = house.create("Edowina", Stage.email("edowina"), "EXTERNAL", "Viewer")
                .text("id");
        link = path(
                house.ada().post("/users/" + person + "/sign-in-link", Map.of()).text("url"));
    }

    private static String path(String url) {
        return url.substring(url.indexOf('/', "http://".length()));
    }

    @Test
    void openingItDoesNothing() {
        var before = house.ada().get("/users/" + person).body();

        var page = visitor.get(link);
        visitor.head(link);
        visitor.get(link);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.cookie("lethe_session")).isEmpty();
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.body()).contains("<form method=\"post\"", "Continue").doesNotContain("Edowina");
        assertThat(house.ada().get("/users/" + person).body()).isEqualTo(before);
    }

    @Test
    void worksOnceAndLeadsToANewPassword() {
        visitor.get(link);

        var followed = visitor.post(link);
        visitor.follow(followed);
        var chosen = visitor.post(followed.leadsTo(), "newPassword", Stage.PASSWORD, "repeated", Stage.PASSWORD);
        var other = new Visitor(port);
        other.get(link);
        var dead = other.post(link);

        assertThat(followed.leadsTo()).isEqualTo("/o/" + house.slug() + "/new-password");
        assertThat(followed.cookie("lethe_session")).contains("HttpOnly");
        assertThat(chosen.leadsTo()).isEqualTo("/o/" + house.slug() + "/consent");
        assertThat(dead.status()).isEqualTo(410);
        assertThat(dead.body()).contains("This link is no longer valid", "What you can do", "/sign-in");
        assertThat(dead.cookie("lethe_session")).isEmpty();
    }

    @Test
    void replacedAndInventedLinksAreRefused() {
        house.ada().post("/users/" + person + "/sign-in-link", Map.of());
        visitor.get(link);

        assertThat(visitor.post(link).status()).isEqualTo(410);
        assertThat(visitor.post("/o/" + house.slug() + "/link/nonsense").status())
                .isEqualTo(410);
    }

    @Test
    void aForeignPageCannotPressTheButton() {
        visitor.get(link);

        assertThat(visitor.postUnmarked(link, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void aNewPasswordThatIsWeakOrTypedDifferentlyIsRefused() {
        visitor.get(link);
        var page = visitor.post(link).leadsTo();
        visitor.get(page);

        var different = visitor.post(page, "newPassword", Stage.PASSWORD, "repeated", "something else");
        var weak = visitor.post(page, "newPassword", "aaaaaaaaaaaaaa", "repeated", "aaaaaaaaaaaaaa");

        assertThat(different.status()).isEqualTo(422);
        assertThat(different.body()).contains("The passwords don’t match.").doesNotContain(Stage.PASSWORD);
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.body()).contains("id=\"newPassword-error\"");
    }

    @Test
    void everyPageLeadsToTheNewPasswordFirst() {
        visitor.get(link);
        var page = visitor.post(link).leadsTo();

        for (var path : new String[] {"/", "/profile", "/consent", "/notices/1", "/users", "/profile/termination"}) {
            assertThat(visitor.get("/o/" + house.slug() + path).leadsTo()).isEqualTo(page);
        }
    }
}
