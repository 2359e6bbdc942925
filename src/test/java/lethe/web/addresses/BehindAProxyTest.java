package lethe.web.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import lethe.Stage;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Cookies, links and forwarding headers behind a proxy that serves HTTPS. */
class BehindAProxyTest extends RequestsThroughAProxy {
    @Autowired
    private OperatorSessions operators;

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
}
