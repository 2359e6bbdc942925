package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.Wire;
import lethe.platform.requests.TakesFile;
import lethe.web.api.HeldBytes.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Announced bodies that are never sent: refusals do not wait for them, and accepted bodies are limited. */
class UnreadBodiesTest extends HalfSentBodies {
    private static final String MULTIPART = "multipart/form-data; boundary=x";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    @Test
    void fileRoutesAreAnnotated() {
        mapping.getHandlerMethods().values().forEach(method -> assertThat(method.hasMethodAnnotation(TakesFile.class))
                .as(method.toString())
                .isEqualTo(Stream.of(method.getMethodParameters())
                                .anyMatch(parameter -> parameter.getParameterType() == MultipartFile.class)
                        || method.getMethod().getName().equals("unsubscribe")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 33554432", "Transfer-Encoding: chunked"})
    void refusesUnauthenticatedFilesWithoutWaiting(String length) throws IOException {
        for (var target : targets()) {
            var answer = refused(target, MULTIPART, length);

            assertThat(answer.status()).as("%s", target).isIn(401, 415);
        }
        assertThat(held.bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 33554432", "Transfer-Encoding: chunked"})
    void refusesUnexpectedFilesWithoutWaiting(String length) throws IOException {
        for (var target : targets()) {
            if (!target.takesFile()) {
                var answer = refused(target, MULTIPART, length, cookie);
                var api = target.path().startsWith("/api/");
                assertThat(answer.status()).as("%s", target).isIn(api ? List.of(415, 403) : List.of(415, 303));
            }
        }
        assertThat(held.bytes()).isZero();
    }

    @Test
    void fileRoutesRefuseInContractOrderWithoutReading() throws IOException {
        for (var target : targets().stream().filter(Target::takesFile).toList()) {
            var tooLong = "Content-Length: 40000000";
            assertThat(refused(target, MULTIPART, tooLong, viewer).status())
                    .as("%s", target)
                    .isEqualTo(413);
            assertThat(refused(target, MULTIPART, tooLong, cookie).status())
                    .as("%s", target)
                    .isEqualTo(413);
            for (var length : List.of("Content-Length: 1000000", "Transfer-Encoding: chunked")) {
                assertThat(refused(target, MULTIPART, length, viewer).status())
                        .as("%s", target)
                        .isEqualTo(403);
            }
        }
    }

    /** Sent by mail programs and open to anyone, as multipart or not. */
    @Test
    void oneClickUnsubscriptionIsLimited() throws IOException {
        var unsubscribing = new Target("POST", at("/unsubscribe/lethe_uns_x"), true);
        var tooLong = "Content-Length: " + (FileRoutes.AROUND + 1);

        assertThat(refused(unsubscribing, MULTIPART, tooLong).status()).isEqualTo(413);
        assertThat(refused(unsubscribing, FORM, "Content-Length: 262145").status())
                .isEqualTo(413);
        try (var wire = new Wire(port)) {
            var much = BEGUN + "x".repeat(2 * (int) FileRoutes.AROUND);
            wire.head(
                    "POST " + unsubscribing.path() + " HTTP/1.1",
                    "Host: x",
                    "Content-Type: " + MULTIPART,
                    "Transfer-Encoding: chunked");
            wire.send("%x\r\n%s\r\n".formatted(much.length(), much));

            assertThat(wire.answer().status()).isEqualTo(413);
        }
        assertThat(held.bytes()).isZero();
        var field = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        try (var wire = new Wire(port)) {
            wire.head(
                    "POST " + unsubscribing.path() + " HTTP/1.1",
                    "Host: x",
                    "Content-Type: " + MULTIPART,
                    "Content-Length: " + field.length());
            wire.send(field);

            assertThat(wire.answer().status()).as("what fits is read").isEqualTo(410);
        }
    }

    @Test
    void keptFilesAreHeldUntilReplaced() {
        var check = "/partners/files/check";
        var file = "name\n" + ("x".repeat(99) + "\n").repeat(2_000);

        assertThat(house.ada().upload(check, file).status()).isEqualTo(303);
        heldIsAbout(200_000);
        assertThat(house.ada().upload(check, file.substring(0, 100_005)).status())
                .isEqualTo(303);
        heldIsAbout(100_000);

        try (var others = held.lease(Share.KEPT)) {
            others.take(held.most(Share.KEPT) - 100_000);

            var refused = house.ada().upload(check, file);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.http().headers().firstValue("Retry-After")).isPresent();
            assertThat(house.ada().get("/me").status()).isEqualTo(200);
        }
        assertThat(house.ada().upload(check, "name\nAcme\n").status()).isEqualTo(303);
    }

    private void heldIsAbout(int bytes) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(held.bytes()).isBetween(bytes - 10_000L, bytes + 10_000L));
    }

    /** Unauthenticated bodies are limited, without affecting signed-in users and small forms. */
    @Test
    void floodsDoNotBlockOtherUsers() throws Exception {
        var wires = new ArrayList<Wire>();
        var most = held.most(Share.STRANGERS);
        try (var others = held.lease(Share.STRANGERS)) {
            others.take(most - 1_000_000);
            for (var more = 0; more < 8; more++) {
                wires.add(half(200_000));
            }

            var answers = new ArrayList<Wire.Answer>();
            for (var wire : wires) {
                answers.add(wire.answer());
            }
            assertThat(answers).extracting(Wire.Answer::status).containsOnly(408, 503);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 503)
                    .allSatisfy(
                            answer -> assertThat(answer.header("Retry-After")).isNotEmpty())
                    .allSatisfy(
                            answer -> assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json"));
            assertThat(held.bytes()).isLessThanOrEqualTo(most);
            assertThat(house.ada().get("/me").status()).isEqualTo(200);
            assertThat(stage.anybody()
                            .post("/sign-in", Map.of("organisation", "x", "email", "x@y.example", "password", "x"))
                            .status())
                    .isEqualTo(401);
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
    }

    private Wire half(int bytes) throws IOException {
        return new Wire(port)
                .head(
                        "POST /api/v1/sign-in HTTP/1.1",
                        "Host: x",
                        "Content-Type: application/json",
                        "Content-Length: " + (bytes + 1))
                .send(new byte[bytes]);
    }

    /** Every route that accepts a body. */
    private List<Target> targets() {
        return mapping.getHandlerMethods().entrySet().stream()
                // One-click unsubscription accepts a small multipart form from anyone, but no file.
                .filter(route -> !route.getValue().getMethod().getName().equals("unsubscribe"))
                .filter(route -> route.getValue().getBeanType().getPackageName().startsWith("lethe."))
                .flatMap(route -> route.getKey().getMethodsCondition().getMethods().stream()
                        .filter(method -> !List.of("GET", "DELETE").contains(method.name()))
                        .flatMap(method -> route.getKey().getPatternValues().stream()
                                .map(path -> new Target(
                                        method.name(),
                                        (path.startsWith("/api/") ? path : at(path)).replaceAll("\\{[^}]*}", "1"),
                                        route.getValue().hasMethodAnnotation(TakesFile.class)))))
                .toList();
    }
}
