package lethe.web.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the proxy received over HTTP: pages lead to HTTPS, and bodies are refused. */
class ProxiedHttpTest extends RequestsThroughAProxy {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in?done=signed-out", "/o/nobody/link/x%20y", "//evil.test/%2e%2e", "/nowhere"})
    void redirectsPagesToHttps(String path) throws IOException {
        for (var method : List.of("GET", "HEAD")) {
            var answer = raw(method + " " + path + " HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 301").contains("\r\nLocation: https://acme.test" + path + "\r\n");
            assertThat(answer).doesNotContain("Set-Cookie", "https://evil.test");
        }
    }

    @Test
    void redirectsRequestsThatTheProxyReceivedOverHttp() {
        var answer = stage.anybody()
                .with("X-Forwarded-For", "203.0.113.66")
                .with("X-Forwarded-Proto", "http")
                .page("/sign-in");

        assertThat(answer.status()).isEqualTo(301);
    }

    @Test
    void refusesBodiesOverHttp() throws IOException {
        var api = stage.anybody();
        assertRefused(api.get("/me"));
        var ada = house.ada().with("X-Forwarded-Proto", "http");
        assertRefused(ada.get("/me"));
        assertRefused(ada.delete("/roles/x"));
        assertRefused(api.get("/openapi.json"));
        assertRefused(api.post("/sign-in", Map.of("email", "x", "password", "y")));
        assertThat(stage.anybody()
                        .form("/sign-in", Map.of("email", "x", "password", "y"))
                        .status())
                .isEqualTo(403);

        var announced = raw("POST /api/v1/sign-in HTTP/1.1\r\nHost: acme.test\r\nContent-Type: application/json\r\n"
                + "Content-Length: 200000\r\nConnection: close\r\n\r\n{");
        assertThat(announced).as("not a byte of it is waited for").startsWith("HTTP/1.1 403");
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("https-required");
    }

    @Test
    void answersHealthOverHttpAndHttps() throws IOException {
        assertThat(raw("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** The proxy may have received HTTPS, so a redirect could loop. */
    @Test
    void avoidsRedirectLoopsBehindSilentProxies() {
        var page = stage.anybody().with("X-Forwarded-For", "203.0.113.66").page("/sign-in");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("LETHE_TRUSTED_PROXIES");
        assertThat(warnings()).anyMatch(warning -> warning.contains("X-Forwarded-Proto"));
    }

    private List<String> warnings() {
        return stage.anybody()
                .page("/health/ready")
                .json()
                .path("warnings")
                .valueStream()
                .map(warning -> warning.asString())
                .toList();
    }
}
