package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ProblemsTest {
    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "permission, 403, permission",
        "state, 403, own-consent-required",
        "gone, 410, gone",
        "role-in-use, 409, role-in-use",
        "email-in-use, 409, email-in-use",
        "changed, 409, changed-meanwhile",
        "too-many, 429, too-many",
        "unavailable, 503, unavailable",
        "database, 503, unavailable",
        "stopping, 503, unavailable",
        "disk-full, 503, unavailable",
        "rollback, 503, unavailable",
        "validation, 422, validation",
        "fault, 500, internal",
        "nothing, 404, not-found",
    })
    void answersClientsWithProblemDetails(String what, int status, String code) throws Exception {
        var answer = refusal(what).answer();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo("/problems/" + code);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.text("/title")).isNotBlank();
        assertThat(answer.text("/detail")).isNotBlank();
    }

    @Test
    void explainsTheRefusal() throws Exception {
        assertThat(refusal("permission").answer().text("/missing/0")).isEqualTo("EDIT_BILLING_DETAILS");
        assertThat(refusal("state").answer().text("/state")).isEqualTo("CONSENT_REQUIRED");
        assertThat(refusal("role-in-use").answer().json().get("holders").asInt())
                .isEqualTo(4);
        assertThat(refusal("changed").answer().text("/current/at")).isEqualTo("2026-11-21T18:36:04.000Z");
        assertThat(refusal("email-in-use").answer().text("/errors/0/field")).isEqualTo("email");
    }

    @Test
    void setsRetryAfter() throws Exception {
        assertThat(refusal("too-many").answer().header("Retry-After")).isEqualTo("90");
        assertThat(refusal("database").answer().header("Retry-After")).isEqualTo("5");
    }

    @Test
    void usesTheReadersLanguage() throws Exception {
        var german =
                refusal("validation").with("Accept-Language", "de-CH,en;q=0.5").answer();
        var english = refusal("validation").with("Accept-Language", "fr,*").answer();

        assertThat(german.text("/errors/0/message")).isEqualTo("Entfernen Sie das Zeichen an Stelle 2.");
        assertThat(german.text("/detail")).isEqualTo("lastName: Entfernen Sie das Zeichen an Stelle 2.");
        assertThat(english.text("/errors/0/message")).isEqualTo("Remove the character at position 2.");
    }

    @Test
    void writesExactlyTheMembersOfTheContract() throws Exception {
        var problem = refusal("validation").answer().json();

        assertThat(problem.propertyNames())
                .isSubsetOf(List.of("type", "title", "status", "detail", "support", "errors"));
        assertThat(problem.at("/errors/0").propertyNames()).containsExactly("field", "code", "message");
    }

    @Test
    void reportsBugsByIncidentNumberWithoutData() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        ((Logger) LoggerFactory.getLogger(Problems.class)).addAppender(log);

        var answer = refusal("fault").answer();

        assertThat(answer.body()).doesNotContain("klara", "Exception");
        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains(answer.text("/incident"), "java.net.SocketException")
                .doesNotContain("klara"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nowhere, 404, not-found",
        "GET, /api/nowhere, 404, not-found",
        "DELETE, /api/v1/shapes, 405, method",
    })
    void answersErrorsOfTheServer(String method, String address, int status, String code) throws Exception {
        var answer = Asking.ask(port, method, address).answer();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/type")).isEqualTo("/problems/" + code);
    }

    @Test
    void answers406ToUnsupportedFormats() throws Exception {
        var answer = Asking.ask(port, "GET", "/api/v1/shapes")
                .with("Accept", "text/csv")
                .answer();

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.text("/type")).isEqualTo("/problems/not-acceptable");
    }

    @Test
    void showsBrowsersAPage() throws Exception {
        var missing = Asking.ask(port, "GET", "/nowhere")
                .with("Accept-Language", "de")
                .answer();
        var fault = Asking.ask(port, "GET", "/sample/fault").may("-").answer();
        var nobody = Asking.ask(port, "GET", "/").answer();

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(missing.body()).contains("<html lang=\"de\">", "<h1>Nicht gefunden</h1>");
        assertThat(fault.status()).isEqualTo(500);
        assertThat(fault.body()).contains("Reference number").doesNotContain("klara");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body()).contains("href=\"/sign-in\"");
    }

    @Test
    void explainsEveryProblemType() throws Exception {
        var one = Asking.ask(port, "GET", "/problems/last-admin").answer();
        var all = Asking.ask(port, "GET", "/problems")
                .with("Accept-Language", "de")
                .answer();
        var none = Asking.ask(port, "GET", "/problems/made-up").answer();

        assertThat(one.body()).contains("This is the last administrator");
        assertThat(all.body()).contains("Die Rolle wird verwendet");
        assertThat(none.status()).isEqualTo(404);
    }

    private Asking refusal(String code) {
        return Asking.ask(port, "GET", "/api/v1/refusals/" + code);
    }
}
