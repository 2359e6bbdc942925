package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Malformed requests get a short refusal, and other users are served in the meantime. */
@LetheTest
class HostileConnectionsTest {
    private static final int PATIENCE = 20_000;

    /** Refusals of RFC 9110 for unknown methods, codings and versions. */
    private static final String NOT_SPOKEN_HERE = "501|505";

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/{id}",
                "/users/<script>",
                "/users/\"quoted\"",
                "/users/a|b",
                "/api/v1/users/^",
                "/partners/%",
                "/%zz",
                "/%00",
                "/users/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/assets/..%5c..%5capplication.properties",
                "/assets/%2e%2e/application.properties",
                "//users",
                "/./users/../users",
                "/users;jsessionid=1/new",
                "/api/v1/users%2flookup",
                "/api/v1;x=y/me",
                "/%252e%252e/",
                "/users?%",
                "/users?a=%ff",
                "/o/%0d%0aSet-Cookie:%20a=b",
                "/o/..;/",
                "/\uFFFD",
                "/o/acme%2fusers",
                "http://elsewhere.example/users",
                "*",
                "users"
            })
    void refusesInvalidAddresses(String target) throws IOException {
        var answer = send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertRefusal(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: local\thost/<script>\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n: nothing\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\nConnection: close\r\n\r\n",
                "NONSENSE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{}",
                "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
                "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: cow\r\nConnection: close\r\n\r\n{}",
                "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 5\r\nConnection: close\r\n\r\n--x\r\n",
                "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: nonsense\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
                "\u0016\u0003\u0001\u0002 TLS\r\n\r\n"
            })
    void refusesInvalidRequests(String request) throws IOException {
        assertRefusal(send(request));
    }

    /** Refusals by the server itself, which no filter sees, have our text and headers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%00",
                "GET /api/v1/%00",
                "GET /api/v1/users%2flookup",
                "GET /users%2Fnew",
                "POST /%zz",
                "GET /%ED%A0%80",
                "GET /api/v1/users/%ED%B0%80",
                "GET /%C0%AF",
                "GET /a%5Cb",
                "GET //users",
                "HEAD /%00",
                "OPTIONS /%00",
                "TRACE /",
                "TRACE /api/v1/me",
                "OPTIONS /api/v1/me",
                "GET /users;x=y",
                "GET http://[/",
                "GET /{id}",
                "GET /api/v1/users/\"quoted\""
            })
    void refusesWithOurTextAndHeaders(String request) throws IOException {
        try (var wire = new Wire(port)) {
            var answer = wire.head(request + " HTTP/1.1", "Host: localhost", "Connection: close")
                    .answer();

            assertThat(answer.status()).as(request).isBetween(300, 499);
            assertThat(answer.header("X-Content-Type-Options")).as(request).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).as(request).contains("default-src 'none'");
            assertThat(answer.body()).doesNotContain("HTTP Status", "Tomcat", "Exception");
            if (answer.status() >= 400 && !request.startsWith("HEAD") && !request.startsWith("OPTIONS")) {
                assertThat(answer.header("Content-Type"))
                        .as(request)
                        .startsWith(isForPrograms(request) ? "application/problem+json" : "text/html");
            }
        }
    }

    /** A request that no browser sends came from a program, whatever it accepts. */
    private static boolean isForPrograms(String request) {
        return request.contains(" /api/") || request.contains("{");
    }

    @Test
    void anOddRequestLineIsRefusedWithOurHeaders() throws IOException {
        for (var line : List.of("GET", "NONSENSE", "GET / HTTP/9.9", "G\u0007T / HTTP/1.1", "GET /\u0001 HTTP/1.1")) {
            try (var wire = new Wire(port)) {
                var answer = wire.head(line, "Host: localhost").answer();

                assertThat(answer.status()).as(line).isIn(0, 400, 501, 505);
                assertThat(answer.body()).doesNotContain("HTTP Status", "Tomcat", "Exception");
                if (!answer.body().isEmpty()) {
                    assertThat(answer.header("X-Content-Type-Options")).as(line).isEqualTo("nosniff");
                }
            }
        }
    }

    @Test
    void refusesEndlessHeaders() throws IOException {
        var many = new StringBuilder("GET / HTTP/1.1\r\nHost: localhost\r\n");
        for (var number = 0; number < 2_000; number++) {
            many.append("X-").append(number).append(": ").append(number).append("\r\n");
        }

        assertRefusal(send(many.append("\r\n").toString()));
        assertRefusal(send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"));
    }

    @Test
    void believesNoHeaderThatClaimsAnotherMethodPathOrHost() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        var address = "/users/" + id;

        for (var header : new String[] {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
            assertThat(house.ada().with(header, "DELETE").get(address).status()).isEqualTo(200);
        }
        for (var header : new String[] {"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "Forwarded"}) {
            assertThat(house.ada().with(header, "/api/v1/roles").get(address).text("id"))
                    .isEqualTo(id);
        }
        var link = house.ada().with("X-Forwarded-Host", "elsewhere.example").post(address + "/sign-in-link", Map.of());
        assertThat(link.text("url")).doesNotContain("elsewhere");
        assertThat(house.ada()
                        .form(address + "/termination", Map.of("_method", "DELETE"))
                        .status())
                .isEqualTo(400);
        assertThat(house.ada().get(address).text("status")).isEqualTo("INVITED");
    }

    @Test
    void servesOthersWhileAThousandConnectionsIdle() throws IOException {
        var house = stage.house();
        var idle = new ArrayList<Socket>();
        try {
            for (var number = 0; number < 1_000; number++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                idle.add(socket);
                if (number % 2 == 0) {
                    socket.getOutputStream()
                            .write("POST /api/v1/sign-in HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
                }
            }

            assertThat(house.ada().get("/me").status()).isEqualTo(200);
        } finally {
            for (var socket : idle) {
                socket.close();
            }
        }
        assertThat(house.ada().get("/me").status()).isEqualTo(200);
    }

    @Test
    void incompleteRequestsLeaveNothing() throws IOException, InterruptedException {
        var house = stage.house();
        var form = "{\"firstName\":\"Klara\",\"lastName\":\"Kanari\"";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            ("POST /api/v1/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 400\r\n"
                                            + "Authorization: " + house.ada().header("Authorization") + "\r\n\r\n"
                                            + form)
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        Thread.sleep(200);
        assertThat(house.ada().get("/users").json().path("items").size()).isEqualTo(1);
    }

    private static void assertRefusal(String answer) {
        if (!answer.isEmpty()) {
            assertThat(answer.lines().findFirst().orElseThrow())
                    .matches("HTTP/1\\.1 ([234]\\d\\d|" + NOT_SPOKEN_HERE + ").*");
            assertThat(answer)
                    .doesNotContain(
                            "Tomcat", "Apache", "Exception", "\tat ", "lethe.", "org.", "java.", "Set-Cookie: a=b");
        }
    }

    /** The whole response; empty if the connection is closed. */
    private String send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }
}
