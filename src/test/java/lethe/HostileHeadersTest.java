package lethe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lethe.Api.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile values in headers and addresses: never a server error, a stack trace or another organisation's data; and where
 * everything was refused, nothing was stored.
 */
class HostileHeadersTest extends HostileCalls {
    private static final Map<String, List<String>> HEADERS = Map.ofEntries(
            Map.entry(
                    "Accept-Language",
                    List.of("de;q=x", "*;q=9", "-", "x".repeat(5_000), "de,".repeat(1_000), "en_US")),
            Map.entry("Accept", List.of("nonsense", "text/html;q=9", "*", "a/b/c", "text/*;charset=\"")),
            Map.entry("Accept-Encoding", List.of("gzip;q=x", "br, zstd, cow", "*;q=0")),
            Map.entry("Range", List.of("bytes=9-1", "bytes=" + "0-0,".repeat(500), "cows=1-2")),
            Map.entry("If-None-Match", List.of("\"", "*", "W/\"x")),
            Map.entry("If-Modified-Since", List.of("yesterday", "-1")),
            Map.entry(
                    "Cookie",
                    List.of("lethe_session=\"; a==;;", "lethe_onward=%zz", "$Version=9; =", "lethe_session=x")),
            Map.entry("Origin", List.of("null", "https://elsewhere.example")),
            Map.entry("Referer", List.of("javascript:alert(1)", "https://elsewhere.example/?a@b")),
            Map.entry("Sec-GPC", List.of("2", "true")),
            Map.entry("X-CSRF-TOKEN", List.of("x", "%00")),
            Map.entry("Idempotency-Key", List.of("", " ", "x".repeat(65), "a\tb")),
            Map.entry("X-Forwarded-For", List.of("'; --", "::1")),
            Map.entry("X-Forwarded-Proto", List.of("javascript")),
            Map.entry("X-HTTP-Method-Override", List.of("DELETE")),
            Map.entry("HX-Request", List.of("true")),
            Map.entry("HX-Current-URL", List.of("https://elsewhere.example")));

    @ParameterizedTest
    @MethodSource("routes")
    void survivesAnythingInHeadersAndAddresses(Route route) {
        var before = rows();
        var attempts = new Attempts(route);

        attempts.headers();
        attempts.addresses();

        if (!attempts.somethingWasDone) {
            assertThat(rows()).as("%s", route).isEqualTo(before);
        }
    }

    private final class Attempts extends RouteAttempts {
        Attempts(Route route) {
            super(route);
        }

        void headers() {
            some(List.copyOf(new TreeMap<>(HEADERS).keySet())).forEach(name -> {
                var value = some(HEADERS.get(name)).getFirst();
                look(name + ": " + value, bare(mara.with(name, value), address));
            });
            for (var bearer :
                    some(List.of("Bearer ", "Bearer lethe_pat_", "Basic Og==", "Bearer " + "x".repeat(3_000), "x"))) {
                var answer = look("Authorization", bare(stage.anybody().with("Authorization", bearer), address));
                if (!route.isOpen() && route.isApi()) {
                    assertThat(answer.status()).as("%s %s", route, bearer).isEqualTo(401);
                }
            }
        }

        void addresses() {
            if (route.path().contains("{")) {
                for (var text : some(TEXTS)) {
                    var part = URLEncoder.encode(text, UTF_8).replace("+", "%20");
                    look("address " + text, bare(mara, route.path().replaceAll("\\{\\w+}", part)));
                }
                for (var id : foreignIds()) {
                    var answer = look("address " + id, bare(mara, route.path().replaceAll("\\{\\w+}", id)));
                    if (Targets.isIn(route)) {
                        assertThat(answer.status()).as("%s of %s", route, id).isNotEqualTo(200);
                    }
                }
            }
        }

        /** With a body that is refused, so that nothing is done. */
        private Answer bare(Api api, String to) {
            if (!route.isApi()) {
                return route.method().equals("POST") ? api.posted(to, "unexpected=x") : api.page(to);
            }
            var path = to.substring("/api/v1".length());
            return switch (route.method()) {
                case "GET" -> api.get(path);
                case "DELETE" -> api.send("DELETE", path + "?unexpected=x", null);
                default -> api.send(route.method(), path, "{\"unexpected\":1}");
            };
        }
    }
}
