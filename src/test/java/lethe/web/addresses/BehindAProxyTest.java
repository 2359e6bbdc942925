package lethe.web.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Lethe at https://acme.test behind a local proxy, played by the tests. */
@LetheTest
@TestPropertySource(properties = "lethe.public-url=https://acme.test")
class BehindAProxyTest {
    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @LocalServerPort
    private int port;

    private Stage.House house;

    @BeforeEach
    void house() {
        var founded = stage.house();
        house = new Stage.House(founded.id(), founded.slug(), founded.adaId(), founded.adaLink(), https(founded.ada()));
    }

    @Test
    void everyCookieIsSecureAndPrefixed() {
        var cookies = cookies("", "");
        var below = cookies("/o/" + house.slug(), "/o/" + house.slug());

        assertThat(cookies).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .startsWith("__Host-lethe_")
                .contains("; Secure", "; HttpOnly", "Path=/;")
                .doesNotContain("Domain"));
        assertThat(below).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("__Secure-lethe_session=")
                .contains("; Secure", "; HttpOnly", "Path=/o/" + house.slug() + ";"));
        assertThat(below).allMatch(cookie -> cookie.startsWith("__") && cookie.contains("; Secure"));
    }

    @Test
    void theOperatorsCookieIsSecure() {
        var opened = form("/operator/link/" + operators.link(), Map.of());

        assertThat(opened.status()).isEqualTo(303);
        assertThat(setCookies(opened)).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("__Secure-lethe_operator=")
                .contains("; Secure", "; HttpOnly", "Path=/operator;"));
        var page = https().with("Cookie", pair(setCookies(opened), "lethe_operator"))
                .page("/operator");
        assertThat(page.status()).isEqualTo(200);
    }

    @Test
    void ignoresCookiesSetWithoutHttps() {
        var email = house.person(https(), "Vera", "INTERNAL", "Viewer").email();
        var signedIn = https().post(
                        "/sign-in", Map.of("organisation", house.slug(), "email", email, "password", Stage.PASSWORD));
        var planted = https().with("Cookie", "lethe_session=" + signedIn.text("token"));

        assertThat(planted.page("/o/" + house.slug() + "/profile").status()).isEqualTo(303);
        assertThat(https().with("Cookie", "__Secure-lethe_session=" + signedIn.text("token"))
                        .page("/o/" + house.slug() + "/profile")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void setsStrictTransportSecurity() {
        assertThat(https().page("/sign-in").http().headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000");
        assertThat(stage.anybody().page("/sign-in").http().headers().firstValue("Strict-Transport-Security"))
                .as("over http it would mean nothing (RFC 6797, section 7.2)")
                .isEmpty();
    }

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Forwarded|for=\"[2001:db8::1]\";proto=https;host=acme.test|https://acme.test/",
                "Forwarded|for=1.2.3.4;proto=http;host=evil.test, for=2.2.2.2;proto=https;host=\"acme.test:8443\"|https://acme.test:8443/",
                "X-Forwarded-Host|evil.test, acme.test|https://acme.test/",
                "X-Forwarded-Host|acme.test:443|https://acme.test/",
                "X-Forwarded-Host|[2001:db8::1]:8443|https://[2001:db8::1]:8443/",
            })
    void absoluteLinksUseThePublicAddress(String header, String value, String begin) {
        var vera = house.person(https(), "Vera", "INTERNAL", "Viewer");

        var api = header.equals("Forwarded") ? stage.anybody() : https();
        var signedIn = https().post(
                        "/sign-in",
                        Map.of("organisation", house.slug(), "email", vera.email(), "password", Stage.PASSWORD));
        var left = api.as(signedIn.text("token")).with(header, value).post("/me/termination", Map.of());

        assertThat(left.text("downloadUrl")).startsWith(begin + "api/v1/receipts/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=1.2.3.4\\r\\nX-Forwarded-For: 203.0.113.66",
                "Forwarded: for=\"1.2.3.4",
                "X-Forwarded-Proto: gopher",
                "X-Forwarded-Proto: https\\r\\nX-Forwarded-Host: evil.test/@acme.test",
            })
    void refusesMalformedForwardingHeaders(String headers) throws IOException {
        var answer = raw("GET /api/v1/keys HTTP/1.1\r\nHost: acme.test\r\n" + headers.replace("\\r\\n", "\r\n")
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
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

    private Api https() {
        return https(stage.anybody());
    }

    private static Api https(Api api) {
        return api.with("X-Forwarded-For", "203.0.113.66").with("X-Forwarded-Proto", "https");
    }

    /** All cookies set while opening and submitting the sign-in form. */
    private List<String> cookies(String at, String below) {
        var vera = house.person(https(), "Vera", "INTERNAL", "Viewer");
        var page = https().page(at + "/sign-in");
        var signedIn =
                form("/o/" + house.slug() + "/sign-in", Map.of("email", vera.email(), "password", Stage.PASSWORD));
        assertThat(signedIn.status()).isEqualTo(303);
        return below.isEmpty()
                ? setCookies(page)
                : java.util.stream.Stream.concat(setCookies(page).stream(), setCookies(signedIn).stream())
                        .toList();
    }

    /** Like a browser: with the CSRF token of a page requested before. */
    private Answer form(String path, Map<String, String> fields) {
        var page = https().page(path);
        var mark = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(mark.find()).isTrue();
        var all = new java.util.TreeMap<>(fields);
        all.put("_csrf", mark.group(1));
        return https().with("Cookie", pair(setCookies(page), "lethe_form")).form(path, all);
    }

    private static String pair(List<String> cookies, String name) {
        var cookie = cookies.stream()
                .filter(one -> one.contains(name + "="))
                .findFirst()
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static List<String> setCookies(Answer answer) {
        return answer.http().headers().allValues("Set-Cookie");
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
