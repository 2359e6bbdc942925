package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Responses match the API description. */
@LetheTest
class AnswersTest {
    @Autowired
    private Stage stage;

    @Test
    void responsesMatchTheDescription() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");
        var gone = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var receipt = house.ada().post("/users/" + gone + "/termination", Map.of());
        vera.api().post("/me/tokens", Map.of("name", "one"));
        var partner = vera.api().post("/partners", Map.of("name", "Cashback", "contactEmail", "x@kanari.example"));
        vera.api().post("/partners/" + partner.text("id") + "/deactivation", Map.of("reason", "asked for it"));

        var description = new Description(stage.anybody().get("/openapi.json").json());

        description.check("POST", "/api/v1/users/{id}/termination", receipt.json());
        for (var path : List.of(
                "/me",
                "/me/sessions",
                "/me/tokens",
                "/me/consents",
                "/me/audit",
                "/users",
                "/users?status=TERMINATED",
                "/roles",
                "/permissions",
                "/partners",
                "/audit",
                "/notices",
                "/notices/current",
                "/organisation")) {
            var answer = vera.api().get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            description.check("GET", "/api/v1" + path.replaceAll("\\?.*", ""), answer.json());
        }
        for (var id : List.of(vera.id(), gone, house.adaId())) {
            description.check(
                    "GET", "/api/v1/users/{id}", house.ada().get("/users/" + id).json());
            description.check(
                    "GET",
                    "/api/v1/users/{id}/consents",
                    house.ada().get("/users/" + id + "/consents").json());
        }
        description.check(
                "GET",
                "/api/v1/users/{id}/receipt",
                house.ada().get("/users/" + gone + "/receipt").json());
        description.check(
                "POST",
                "/api/v1/me/termination",
                vera.api().post("/me/termination", Map.of()).json());
    }
}
