package lethe.messaging.newsletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Users who choose nothing optional can use everything and are not asked again. */
@LetheTest
class RefuserTest {
    private static final List<String> OWN =
            List.of("", "/newsletters", "/consents", "/audit", "/sign-ins", "/sessions", "/tokens", "/data");

    private static final List<String> PAGES = List.of(
            "/", "/profile", "/profile/data", "/profile/history", "/profile/sign-ins", "/profile/name", "/partners");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Person vera;

    @BeforeEach
    void createVeraWithoutChoices() {
        house = stage.house();
        house.ada()
                .post("/newsletters", Map.of("name", "House news", "about", "What is new.", "frequency", "Monthly."));
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
    }

    @Test
    void answersEveryCallAboutTheCaller() {
        var api = vera.api().with("Sec-GPC", "1");
        for (var call : OWN) {
            assertThat(api.get("/me" + call).status()).as("GET /me" + call).isEqualTo(200);
        }
        assertThat(api.patch("/me", Map.of("firstName", "Verena")).status()).isEqualTo(200);
        assertThat(api.post("/me/recovery-codes", Map.of()).status()).isEqualTo(200);
        var token = api.post("/me/tokens", Map.of("name", "script"));
        assertThat(token.status()).isEqualTo(201);
        assertThat(api.delete("/me/tokens/" + token.text("id")).status()).isEqualTo(204);
        var password = Map.of("currentPassword", Stage.PASSWORD, "newPassword", "granite-teapot-orbit-19");
        var again = stage.anybody().as(api.post("/me/password", password).text("token"));
        assertThat(again.get("/partners").status()).isEqualTo(200);
        assertThat(again.get("/newsletters").status()).isEqualTo(200);
        assertThat(again.post("/me/termination", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void pagesDoNotAskAgainAndDoNotDifferForSubscribers() {
        var visitor = new Visitor(port);
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        var without = PAGES.stream().map(page -> look(visitor, page)).toList();

        var news = vera.api().get("/newsletters").json().at("/items/0/id").asString();
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));

        assertThat(without).allSatisfy(page -> assertThat(page).doesNotContain("class=\"alert", "House news"));
        assertThat(look(visitor, "/")).isEqualTo(without.getFirst());
        assertThat(look(visitor, "/partners")).isEqualTo(without.getLast());
        assertThat(new Visitor(port)
                        .signIn(house.slug(), vera.email(), Stage.PASSWORD)
                        .leadsTo())
                .as("the step of the first sign-in comes once")
                .isEqualTo("/o/" + house.slug() + "/");
    }

    /** Without the token, which differs each time. */
    private String look(Visitor visitor, String page) {
        var shown = visitor.get("/o/" + house.slug() + page);
        assertThat(shown.status()).as(page).isEqualTo(200);
        return shown.body().replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }
}
