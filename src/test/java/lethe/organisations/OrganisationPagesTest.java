package lethe.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
class OrganisationPagesTest {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Visitor olga;

    @BeforeEach
    void olgaManagesTheOrganisation() {
        stage.house();
        house = stage.house();
        var person = house.person(stage.anybody(), "Olga", "INTERNAL", "Administrator");
        olga = new Visitor(port);
        olga.signIn(house.slug(), person.email(), Stage.PASSWORD);
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    @Test
    void changesNameAndContactsInTheFooter() {
        olga.get(at("/organisation"));

        var changed = olga.post(
                at("/organisation"),
                "name",
                "Acme Partners",
                "version",
                "1",
                "support[0].kind",
                "EMAIL",
                "support[0].value",
                "privacy@acme.example",
                "support[1].kind",
                "EMAIL",
                "support[1].value",
                "",
                "support[2].kind",
                "PHONE",
                "support[2].value",
                "+49 30 1234");

        assertThat(changed.leadsTo()).isEqualTo(at("/organisation?done=saved"));
        assertThat(olga.follow(changed).body())
                .contains("Saved.", "Acme Partners", "mailto:privacy@acme.example", "tel:+49301234")
                .contains("name=\"version\" value=\"2\"", "id=\"support[3].value\"")
                .doesNotContain("id=\"support[4].value\"");
    }

    @Test
    void reportsErrorsAtTheirRow() {
        olga.get(at("/organisation"));

        var refused = olga.post(
                at("/organisation"),
                "name",
                "",
                "version",
                "1",
                "support[0].kind",
                "EMAIL",
                "support[0].value",
                "",
                "support[1].kind",
                "URL",
                "support[1].value",
                "no address");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("id=\"support[1].value-error\"", "value=\"no address\"")
                .doesNotContain("id=\"support[0].value-error\"");
        assertThat(house.ada().get("/organisation").json().path("version").asInt())
                .isEqualTo(1);
    }

    @Test
    void conflictsShowCurrentValuesBesideTheInput() {
        olga.get(at("/organisation"));
        house.ada()
                .put(
                        "/organisation",
                        Map.of(
                                "name",
                                "Changed meanwhile",
                                "support",
                                List.of(Map.of("kind", "URL", "value", "https://acme.example/privacy"))));

        var refused = olga.post(at("/organisation"), "name", "Mine", "version", "1");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .contains("Someone changed this first", "Current version", "<li>Changed meanwhile</li>")
                .contains("https://acme.example/privacy", "value=\"Mine\"", "name=\"version\" value=\"2\"");
        assertThat(olga.post(at("/organisation"), "name", "Mine", "version", "2")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void requiresManageOrganisation() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var visitor = new Visitor(port);
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);

        var refused = visitor.get(at("/organisation"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You don’t have permission").doesNotContain("name=\"support[0].value\"");
        visitor.get(at("/profile"));
        assertThat(visitor.post(at("/organisation"), "name", "Mine").status()).isEqualTo(403);
        assertThat(house.ada().get("/organisation").text("name")).isNotEqualTo("Mine");
    }

    @Test
    void supportContactsArePublic() {
        var anybody = new Visitor(port);
        var before = anybody.get(at("/support"));
        house.ada()
                .put("/organisation", Map.of("support", List.of(Map.of("kind", "EMAIL", "value", "dpo@acme.example"))));

        var after = anybody.get(at("/support"));

        assertThat(before.status()).isEqualTo(200);
        assertThat(after.body())
                .contains("Email", "href=\"mailto:dpo@acme.example\"")
                .doesNotContain("Add a contact");
        assertThat(olga.get(at("/support")).body()).contains("Add a contact");
    }
}
