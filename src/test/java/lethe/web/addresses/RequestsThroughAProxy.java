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
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Lethe at https://acme.test behind a local proxy, played by the tests. */
@LetheTest
@TestPropertySource(properties = "lethe.public-url=https://acme.test")
abstract class RequestsThroughAProxy {
    @Autowired
    Stage stage;

    @LocalServerPort
    private int port;

    Stage.House house;

    @BeforeEach
    void house() {
        var founded = stage.house();
        house = new Stage.House(founded.id(), founded.slug(), founded.adaId(), founded.adaLink(), https(founded.ada()));
    }

    Api https() {
        return https(stage.anybody());
    }

    static Api https(Api api) {
        return api.with("X-Forwarded-For", "203.0.113.66").with("X-Forwarded-Proto", "https");
    }

    /** All cookies set while opening and submitting the sign-in form. */
    List<String> cookies(String at, String below) {
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
    Answer form(String path, Map<String, String> fields) {
        var page = https().page(path);
        var mark = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(mark.find()).isTrue();
        var all = new java.util.TreeMap<>(fields);
        all.put("_csrf", mark.group(1));
        return https().with("Cookie", pair(setCookies(page), "lethe_form")).form(path, all);
    }

    static String pair(List<String> cookies, String name) {
        var cookie = cookies.stream()
                .filter(one -> one.contains(name + "="))
                .findFirst()
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    static List<String> setCookies(Answer answer) {
        return answer.http().headers().allValues("Set-Cookie");
    }

    String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
