package lethe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that the contract refuses, and how it is named. */
class ContractInputTest extends OrganisationWithUsers {
    private static final String TOO_LONG = "{\"firstName\":\"" + "x".repeat(256 * 1024) + "\"}";

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
}
