package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import lethe.web.shell.Asking;
import lethe.web.shell.WebSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StrictJsonTest {
    private static final String SAMPLES = "/api/v1/samples";

    @LocalServerPort
    private int port;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            {"title":"Dr"}                                  | unknown-field | title
            {"consent":{"given":true,"by":"me"}}            | unknown-field | consent.by
            {"name":null}                                   | malformed     | name
            {"consent":{"given":null}}                      | malformed     | consent.given
            {"permissions":["A",null]}                      | malformed     | permissions[1]
            {"texts":{"en":null}}                           | malformed     | texts.en
            {"name":"a","name":"b"}                         | malformed     | name
            {"consent":{"given":true,"given":true}}         | malformed     | consent.given
            {"name":1}                                      | malformed     | name
            {"name":true}                                   | malformed     | name
            {"name":1.5}                                    | malformed     | name
            {"name":["a"]}                                  | malformed     | name
            {"count":"5"}                                   | malformed     | count
            {"count":1.0}                                   | malformed     | count
            {"count":1e2}                                   | malformed     | count
            {"count":99999999999}                           | malformed     | count
            {"count":true}                                  | malformed     | count
            {"count":""}                                    | malformed     | count
            {"type":"internal"}                             | malformed     | type
            {"type":"INTERNAL "}                            | malformed     | type
            {"type":" INTERNAL"}                            | malformed     | type
            {"type":"\\tINTERNAL"}                          | malformed     | type
            {"type":"Internal"}                             | malformed     | type
            {"type":"0"}                                    | malformed     | type
            {"type":["INTERNAL"]}                           | malformed     | type
            {"type":1}                                      | malformed     | type
            {"type":""}                                     | malformed     | type
            {"roleId":"role_01h455vb4pex5vsknk084sn02q"}    | malformed     | roleId
            {"roleId":"x"}                                  | malformed     | roleId
            {"roleId":7}                                    | malformed     | roleId
            {"roleId":{"value":"x"}}                        | malformed     | roleId
            {"consent":{"given":"true"}}                    | malformed     | consent.given
            {"consent":{"given":1}}                         | malformed     | consent.given
            {"consent":""}                                  | malformed     | consent
            {"consent":[]}                                  | malformed     | consent
            {"permissions":"A"}                             | malformed     | permissions
            {"permissions":[1]}                             | malformed     | permissions[0]
            {"at":1700000000}                               | malformed     | at
            {"at":"yesterday"}                              | malformed     | at
            {"until":"2026-02-30"}                          | malformed     | until
            {"until":[2026,1,1]}                            | malformed     | until
            {"until":"2026-01-01T00:00:00Z"}                | malformed     | until
            {"name":"a"} {}                                 | malformed     |
            {"name":"a"}x                                   | malformed     |
            {"name":"a",}                                   | malformed     |
            {"name":'a'}                                    | malformed     |
            {name:"a"}                                      | malformed     |
            {"name":"a" /* why */}                          | malformed     |
            {"count":NaN}                                   | malformed     |
            {"count":007}                                   | malformed     |
            {"name":"a"                                     | malformed     |
            ["name"]                                        | malformed     |
            "name"                                          | malformed     |
            null                                            | malformed     |
            7                                               | malformed     |
            """)
    void refusesDeviatingBodies(String json, String code, String field) throws Exception {
        var answer = create(json.getBytes(StandardCharsets.UTF_8)).answer();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/type")).isEqualTo("/problems/" + code);
        assertThat(answer.text("/errors/0/field")).isEqualTo(field == null ? "" : field);
    }

    @Test
    void refusesOtherEncodings() throws Exception {
        assertThat(create("{\"name\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .answer()
                        .status())
                .isEqualTo(400);
        assertThat(create("{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16LE))
                        .answer()
                        .status())
                .isEqualTo(400);
        assertThat(create("\uFEFF{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                        .answer()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesDeepNesting() throws Exception {
        var deep = "{\"permissions\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

        var answer = create(deep.getBytes(StandardCharsets.UTF_8)).answer();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/code")).isEqualTo("too-deep");
    }

    @Test
    void readsValidBodies() throws Exception {
        var json = "{\"name\":\"Zoë\",\"count\":3,\"type\":\"INTERNAL\",\"roleId\":\"user_01h455vb4pex5vsknk084sn02q\","
                + "\"consent\":{\"given\":false},\"at\":\"2026-11-21T18:36:04.120Z\",\"until\":\"2026-11-21\"}";

        var answer = create(json.getBytes(StandardCharsets.UTF_8)).answer();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo(json);
    }

    @Test
    void treatsAMissingBodyAsAnEmptyObject() throws Exception {
        var answer = Asking.ask(port, "POST", SAMPLES).may("MANAGE_USERS").answer();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void writesIdsAndTimes() throws Exception {
        var answer = Asking.ask(port, "GET", "/api/v1/shapes").answer();

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"user_01h455vb4pex5vsknk084sn02q\",\"type\":\"EXTERNAL\","
                        + "\"at\":\"2026-11-21T18:36:04.000Z\",\"day\":\"2026-11-21\",\"items\":[]}");
    }

    @Test
    void writesTheEndOfAListAsNull() throws Exception {
        var answer = Asking.ask(port, "GET", SAMPLES + "?type=ADMIN").answer();

        assertThat(answer.body()).isEqualTo("{\"items\":[\"50\",\"ADMIN\"],\"next\":null}");
    }

    private Asking create(byte[] json) {
        return Asking.ask(port, "POST", SAMPLES).may("MANAGE_USERS").json(json);
    }
}
