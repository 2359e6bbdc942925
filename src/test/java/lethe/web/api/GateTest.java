package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.charset.StandardCharsets;
import lethe.web.shell.Asking;
import lethe.web.shell.WebSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.DispatcherServlet;

@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class GateTest {
    private static final String SAMPLES = "/api/v1/samples";
    private static final String KNOWN = SAMPLES + "/user_01h455vb4pex5vsknk084sn02q";
    private static final byte[] TOO_LARGE =
            ("{\"name\":\"" + "a".repeat(256 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);

    @LocalServerPort
    private int port;

    @Test
    void requiresSignIn() throws Exception {
        var answer = ask("POST", SAMPLES).json("{}").answer();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/type")).isEqualTo("/problems/sign-in-required");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void checksPermissionsBeforeTheBody() throws Exception {
        var answer = ask("POST", SAMPLES).may("VIEW_PARTNERS").json("nonsense").answer();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/missing/0")).isEqualTo("MANAGE_USERS");
    }

    @Test
    void checksTheMediaTypeBeforePermissions() throws Exception {
        assertThat(ask("POST", SAMPLES).may("-").form("name=a").answer().status())
                .isEqualTo(415);
        assertThat(ask("POST", SAMPLES)
                        .may("-")
                        .with("Content-Type", "text/plain")
                        .answer()
                        .status())
                .isEqualTo(415);
        assertThat(ask("POST", SAMPLES)
                        .may("-")
                        .with("Content-Type", "application/json;charset=iso-8859-1")
                        .answer()
                        .status())
                .isEqualTo(415);
        assertThat(ask("POST", SAMPLES)
                        .may("-")
                        .with("Content-Type", "json")
                        .answer()
                        .status())
                .isEqualTo(415);
    }

    @Test
    void checksTheLengthBeforePermissions() throws Exception {
        assertThat(ask("POST", SAMPLES).may("-").json(TOO_LARGE).answer().status())
                .isEqualTo(413);
        assertThat(ask("POST", SAMPLES).may("-").chunked(TOO_LARGE).answer().status())
                .isEqualTo(413);
    }

    @Test
    void acceptsTheMaximumLength() throws Exception {
        var most = "{\"name\":\"" + "a".repeat(256 * 1024 - 11) + "\"}";

        var answer = ask("POST", SAMPLES)
                .may("MANAGE_USERS")
                .chunked(most.getBytes(StandardCharsets.UTF_8))
                .answer();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).hasSize(256 * 1024);
    }

    @Test
    void listsAllowedMethods() throws Exception {
        var answer = ask("PUT", SAMPLES).may("-").json("{}").answer();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET", "POST");
    }

    @Test
    void refusesABadBodyBeforeAnUnknownId() throws Exception {
        assertThat(ask("PATCH", SAMPLES + "/nobody")
                        .json("{\"title\":1}")
                        .answer()
                        .status())
                .isEqualTo(400);
        assertThat(ask("PATCH", SAMPLES + "/nobody").json("{}").answer().status())
                .isEqualTo(404);
        assertThat(ask("PATCH", KNOWN).json("{}").answer().text("/id")).isEqualTo("user_01h455vb4pex5vsknk084sn02q");
    }

    @Test
    void refusesFieldsWhereNoneAreExpected() throws Exception {
        var extra = ask("POST", KNOWN + "/termination")
                .may("VIEW_AUDIT_LOG")
                .json("{\"reason\":\"x\"}")
                .answer();
        var broken = ask("POST", KNOWN + "/termination")
                .may("VIEW_AUDIT_LOG")
                .json("[]")
                .answer();
        var empty = ask("POST", KNOWN + "/termination").may("VIEW_AUDIT_LOG").answer();

        assertThat(extra.status()).isEqualTo(400);
        assertThat(extra.text("/errors/0/field")).isEqualTo("reason");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(empty.body()).isEqualTo("{\"user_01h455vb4pex5vsknk084sn02q\":\"terminated\"}");
    }

    @Test
    void acceptsAnyOfSeveralPermissions() throws Exception {
        var refused = ask("POST", KNOWN + "/termination").may("VIEW_PARTNERS").answer();

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/missing/0")).isEqualTo("MANAGE_USERS");
        assertThat(ask("POST", KNOWN + "/termination")
                        .may("MANAGE_USERS")
                        .answer()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "sort=name, unknown-field, sort",
        "limit=1&limit=2, invalid-parameter, limit",
        "limit=many, invalid-parameter, limit",
        "limit=0, invalid-parameter, limit",
        "limit=201, invalid-parameter, limit",
        "after=x, invalid-parameter, after",
        "type=NOBODY, invalid-parameter, type",
        "by=role_01h455vb4pex5vsknk084sn02q, invalid-parameter, by",
    })
    void refusesInvalidParameters(String query, String code, String field) throws Exception {
        var answer = ask("GET", SAMPLES + "?" + query).answer();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/type")).isEqualTo("/problems/" + code);
        assertThat(answer.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws Exception {
        var unobserved = (Logger) LoggerFactory.getLogger(DispatcherServlet.class);
        unobserved.setLevel(Level.INFO); // at DEBUG Tomcat parses parameters itself, before our error handling

        var query = ask("GET", SAMPLES + "?after=%FF%FE").answer();
        var path = ask("GET", SAMPLES + "/%FF").answer();
        unobserved.setLevel(null);

        assertThat(query.status()).isEqualTo(400);
        assertThat(path.status()).isLessThan(500);
    }

    @Test
    void deletesWithoutABody() throws Exception {
        assertThat(ask("DELETE", KNOWN).answer().status()).isEqualTo(204);
        assertThat(ask("DELETE", SAMPLES + "/nobody").answer().status()).isEqualTo(404);
    }

    private Asking ask(String method, String address) {
        return Asking.ask(port, method, address);
    }
}
