package lethe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Rules for all API calls: formats, parsing and idempotency. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class ContractTest {
    private static final HttpClient PLAIN =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String TOO_LONG = "{\"firstName\":\"" + "x".repeat(256 * 1024) + "\"}";

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private String klara;
    private Api vera;

    @BeforeAll
    void gather() {
        house = stage.house();
        klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/users?colour=red,unknown-field,colour",
        "GET,/users?limit=5&limit=6,invalid-parameter,limit",
        "GET,/users?limit=0,invalid-parameter,limit",
        "GET,/users?limit=201,invalid-parameter,limit",
        "GET,/users?limit=x,invalid-parameter,limit",
        "GET,/users?after=x,invalid-parameter,after",
        "GET,/users?after=AAAAAAAAAAAAAAAAAAAAAAAAAAA,invalid-parameter,after",
        "GET,/users?status=GONE,invalid-parameter,status",
        "GET,/users?type=admin,invalid-parameter,type",
        "GET,/users?type=ADMIN%20,invalid-parameter,type",
        "GET,/users?type=%20ADMIN,invalid-parameter,type",
        "GET,/users?type=0,invalid-parameter,type",
        "GET,/users?status=active,invalid-parameter,status",
        "GET,/partners?status=ACTIVE%20,invalid-parameter,status",
        "GET,/users?roleId=7,invalid-parameter,roleId",
        "GET,/users?query=,invalid-parameter,query",
        "GET,/roles?limit=0,invalid-parameter,limit",
        "GET,/partners?after=x,invalid-parameter,after",
        "GET,/audit?from=yesterday,invalid-parameter,from",
        "GET,/audit?target=7,invalid-parameter,target",
        "GET,/organisation?x=1,unknown-field,x",
        "POST,/users?firstName=Klara,unknown-field,firstName"
    })
    void namesUnknownParameters(String method, String path, String problem, String field) {
        var refused = house.ada().send(method, path, method.equals("POST") ? "{}" : null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"firstName\":null};malformed;firstName",
                "{\"consent\":{\"given\":null}};malformed;consent.given",
                "{\"firstName\":7};malformed;firstName",
                "{\"consent\":{\"given\":\"true\"}};malformed;consent.given",
                "{\"consent\":{\"noticeVersion\":\"1\"}};malformed;consent.noticeVersion",
                "{\"consent\":{\"noticeVersion\":1.5}};malformed;consent.noticeVersion",
                "{\"type\":\"internal\"};malformed;type",
                "{\"type\":1};malformed;type",
                "{\"roleId\":\"7\"};malformed;roleId",
                "{\"firstName\":\"a\",\"firstName\":\"a\"};malformed;firstName",
                "{\"consent\":{\"reason\":\"x\"}};unknown-field;consent.reason",
                "{\"createdAt\":\"x\"};unknown-field;createdAt",
                "[];malformed;''",
                "\"x\";malformed;''",
                "{} {};malformed;''",
                "{\"firstName\":\"a\",};malformed;''",
                "{'firstName':'a'};malformed;''",
                "{\"firstName\":\"\\ud800\"};malformed;firstName"
            })
    void readsOnlyStrictJson(String body, String problem, String field) {
        var refused = house.ada().send("POST", "/users", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.json().at("/errors/0/field").asString("")).isEqualTo(field);
    }

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
    void refusesReplacementCharacters() {
        var ada = house.ada();
        var lost = "Bl\uFFFDten";
        var consent = Map.of("given", true, "noticeVersion", 1);
        var answers = List.of(
                ada.post(
                        "/users",
                        Map.of(
                                "firstName",
                                lost,
                                "lastName",
                                lost,
                                "email",
                                lost + "@x.example",
                                "type",
                                "EXTERNAL",
                                "roleId",
                                house.role("Viewer"),
                                "consent",
                                consent)),
                ada.post("/roles", Map.of("name", lost, "permissions", List.of())),
                ada.post("/partners", Map.of("name", lost, "category", lost)),
                ada.put("/organisation", Map.of("name", lost)),
                ada.post("/newsletters", Map.of("name", lost, "about", lost, "frequency", lost)),
                ada.post(
                        "/notices",
                        Map.of("texts", Map.of("en", Map.of("markdown", lost), "de", Map.of("markdown", lost)))),
                ada.form("/partners/new", Map.of("name", lost)),
                ada.form("/users/new", Map.of("firstName", lost)));

        assertThat(answers).extracting(Answer::status).containsOnly(422);
        assertThat(answers.subList(0, 6)).allSatisfy(answer -> assertThat(
                        answer.json().path("errors").valueStream().map(error -> error.path("code")
                                .asString()))
                .contains("lost-letter"));
    }

    @Test
    void refusesInvalidUtf8AndOverlongInput() throws Exception {
        var bytes = TOO_LONG.getBytes(UTF_8);

        assertThat(post(BodyPublishers.ofByteArray("{\"firstName\":\"Zoë\"}".getBytes(ISO_8859_1)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(BodyPublishers.ofByteArray(bytes)).statusCode()).isEqualTo(413);
        assertThat(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/x",
                "/users/%00",
                "/users/user_zzzzzzzzzzzzzzzzzzzzzzzzzz",
                "/roles/user_01h455vb4pex5vsknk084sn02q",
                "/notices/99999999999",
                "/receipts/%00",
                "/nothing",
                "/users?query=%00",
                "/users?query=%ff",
                "/users?query=" + "%25_%5C",
                "/partners?query=%00",
                "/partners?category=%00",
                "/audit?action=%00",
                "/audit?to=%2B999999999-12-31T00:00:00Z",
                "/audit?from=-999999999-01-01T00:00:00Z",
                "/audit?from=%2B999999999-01-01T00:00:00Z"
            })
    void neverFailsForBadInput(String path) {
        var answer = house.ada().get(path);

        assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
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

    private HttpResponse<String> post(BodyPublisher body) throws Exception {
        var token = vera.get("/me")
                .http()
                .request()
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/me/tokens"))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .POST(body);
        return PLAIN.send(request.build(), BodyHandlers.ofString());
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
