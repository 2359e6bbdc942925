package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Rules for all API calls: formats, languages, remarks and idempotency. */
class ContractTest extends OrganisationWithUsers {
    @Test
    void namesTheKnownValues() {
        var english = house.ada().with("Accept-Language", "en");

        var body = english.send("POST", "/users", "{\"type\":\"INTERNAL \"}");
        var query = english.get("/users?type=internal");

        assertThat(body.json().at("/errors/0/code").asString()).isEqualTo("unknown-value");
        assertThat(body.body()).contains("Known values: ADMIN, INTERNAL, EXTERNAL.");
        assertThat(query.json().at("/errors/0/code").asString()).isEqualTo("unknown-value");
        assertThat(query.body()).contains("Known values: ADMIN, INTERNAL, EXTERNAL.");
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, dpo@acme.example?subject=x",
        "EMAIL, dpo@acme.example&cc=x@y.example",
        "EMAIL, d?cc=x@acme.example",
        "EMAIL, dpo%3F@acme.example",
        "EMAIL, dpo@acme.example#x",
        "EMAIL, d\u200Bpo@acme.example",
        "EMAIL, dpo@ac\u202Ame.example",
        "EMAIL, dpo@ac\u00ADme.example",
        "EMAIL, dpo@",
        "EMAIL, d..po@acme.example",
        "EMAIL, dpo@-acme.example",
        "EMAIL, dp\uFFFDo@acme.example",
        "URL, https://user:pw@acme.example/",
        "URL, https://user@acme.example/",
        "URL, https://@acme.example/",
        "URL, javascript:alert(1)"
    })
    void supportContactsLeadWhereTheySay(String kind, String value) {
        var refused =
                house.ada().put("/organisation", Map.of("support", List.of(Map.of("kind", kind, "value", value))));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("support[0].value");
    }

    @Test
    void acceptsAndNotesMixedScripts() {
        var consent = Map.of("given", true, "noticeVersion", 1);
        var form = new HashMap<String, Object>(
                Map.of("firstName", "Kl\u0430ra", "lastName", "Иванова", "email", Stage.email("k")));
        form.putAll(Map.of("type", "EXTERNAL", "roleId", house.role("Viewer"), "consent", consent));

        var created = house.ada().post("/users", form);
        form.putAll(Map.of("firstName", "Клара", "email", Stage.email("k")));
        var ofOneScript = house.ada().post("/users", form);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("notes").toString())
                .isEqualTo("[{\"field\":\"firstName\",\"code\":\"mixed-scripts\"}]");
        assertThat(ofOneScript.status()).isEqualTo(201);
        assertThat(ofOneScript.json().has("notes")).isFalse();
    }

    @Test
    void acceptsAndNotesEmailsThatLookAlike() {
        var alike = "\u0440\u0430\u0443\u0440\u0430\u04CF" + Stage.email("");
        var note = "[{\"field\":\"email\",\"code\":\"looks-alike\"}]";

        var created = house.create("Klara", alike, "EXTERNAL", "Viewer");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var changed = vera.api()
                .patch(
                        "/me",
                        Map.of(
                                "email",
                                "\u0441\u0435\u043E" + Stage.email(""),
                                "firstName",
                                "V\u0435ra",
                                "currentPassword",
                                Stage.PASSWORD));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("notes").toString()).isEqualTo(note);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().path("notes").toString())
                .contains("{\"field\":\"firstName\",\"code\":\"mixed-scripts\"}", note.substring(1));
    }

    @Test
    void writesUtcTimesWithMillisecondsAndOmitsUnknowns() {
        for (var path : List.of("/me", "/users", "/users/" + klara, "/roles", "/audit", "/organisation", "/notices")) {
            checkForms(path, "", house.ada().get(path).json());
        }
    }

    @Test
    void anEmptyPatchChangesNothing() {
        var before = house.ada().get("/users/" + klara);

        var same = house.ada().patch("/users/" + klara, Map.of());

        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json()).isEqualTo(before.json());
        assertThat(house.ada().send("PATCH", "/users/" + klara, null).status()).isEqualTo(200);
    }

    @Test
    void respondsInTheRequestedLanguage() {
        var german = house.ada().with("Accept-Language", "de-AT,de;q=0.9,en;q=0.5");

        assertThat(german.get("/users/x").text("title")).isEqualTo("Nicht gefunden");
        assertThat(house.ada().with("Accept-Language", "fr").get("/users/x").text("title"))
                .isEqualTo("Not found");
        assertThat(german.get("/permissions").json().at("/items/0/sentence").asString())
                .isNotEqualTo(house.ada()
                        .get("/permissions")
                        .json()
                        .at("/items/0/sentence")
                        .asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/partners"})
    void repeatsACreationWithTheSameKey(String path) {
        Map<String, Object> form = path.equals("/users")
                ? house.form("Klara", Stage.email("again"), "INTERNAL", "Viewer")
                : Map.of("name", "Again");
        var ada = house.ada().with("Idempotency-Key", "again-" + path);

        var first = ada.post(path, form);
        var second = ada.post(path, form);

        assertThat(List.of(first.status(), second.status())).containsOnly(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(first.http().headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.http().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(second.http().headers().firstValue("Location"))
                .isEqualTo(first.http().headers().firstValue("Location"));
        assertThat(second.json().has("temporaryPassword")).isFalse();
        assertThat(house.ada()
                        .with("Idempotency-Key", "x".repeat(65))
                        .post(path, form)
                        .status())
                .isEqualTo(400);
    }

    private static void checkForms(String path, String field, JsonNode node) {
        if (field.endsWith("At") || field.equals("at")) {
            assertThat(node.asString())
                    .as(path + " " + field)
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
        assertThat(node.isNull()).as(path + " " + field).isEqualTo(node.isNull() && field.equals("next"));
        node.properties().forEach(member -> checkForms(path, member.getKey(), member.getValue()));
        if (node.isArray()) {
            node.forEach(item -> checkForms(path, "", item));
        }
    }
}
