package lethe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lethe.Api.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hostile values in each field, parameter and body: never a server error, a stack trace or another organisation's data; and
 * where everything was refused, nothing was stored.
 */
class HostileFieldsTest extends HostileCalls {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LONG = "x".repeat(300_000);

    /** None of them is valid for a field, unless it has that very type. */
    private static final List<String> WRONG =
            List.of("null", "7", "-0.5", "1e400", "true", "[]", "{}", "[[]]", "{\"a\":1}", "[null]");

    private static final List<String> NO_BODIES = List.of(
            "[]",
            "null",
            "7",
            "\"x\"",
            "{",
            "{}{}",
            "{\"a\":1,\"a\":1}",
            "{\"\":1}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\0\"}",
            "{\"__proto__\":{}}",
            "\uFEFF{}",
            "{\"a\":" + "[".repeat(100_000),
            "{\"a\":".repeat(5_000),
            "{\"a\":\"" + LONG + "\"}",
            "{\"a\":" + "9".repeat(200_000) + "}");

    /** Fields that {@code null} removes in a change. */
    private static final Set<String> REMOVABLE = Set.of("accessUntil", "website", "contactEmail", "category");

    @ParameterizedTest
    @MethodSource("routes")
    void survivesAnythingInEveryField(Route route) {
        var before = rows();
        var attempts = new Attempts(route);

        attempts.fields();
        attempts.parameters();
        attempts.bodies();

        if (!attempts.somethingWasDone) {
            assertThat(rows()).as("%s", route).isEqualTo(before);
        }
    }

    private final class Attempts extends RouteAttempts {
        Attempts(Route route) {
            super(route);
        }

        void fields() {
            takes.body().forEach((field, type) -> {
                for (var text : some(TEXTS)) {
                    body(field, JSON.writeValueAsString(text));
                }
                for (var id : foreignIds()) {
                    assertRefusedId(field, type, body(field, JSON.writeValueAsString(id)));
                }
                for (var wrong : some(WRONG)) {
                    var answer = body(field, wrong);
                    var removes = wrong.equals("null") && route.method().equals("PATCH") && REMOVABLE.contains(field);
                    if (removes) {
                        assertThat(answer.status()).as("%s %s", route, field).isLessThan(500);
                    } else if (type == String.class || type.isEnum()) {
                        assertThat(answer.status())
                                .as("%s %s=%s", route, field, wrong)
                                .isBetween(400, 499);
                    }
                }
            });
        }

        /** Foreign ids and ids of another kind are never accepted. */
        private void assertRefusedId(String field, Class<?> type, Answer answer) {
            if (type.getSimpleName().endsWith("Id")) {
                assertThat(answer.status()).as("%s %s", route, field).isBetween(400, 499);
            }
        }

        private Answer body(String field, String literal) {
            var root = JSON.createObjectNode();
            takes.body().forEach((name, type) -> put(root, name, usual(name, type)));
            put(root, field, "\"@@@\"");
            return look(field, send(JSON.writeValueAsString(root).replace("\"@@@\"", literal)));
        }

        /** A plausible value, so that only the hostile one counts. */
        private String usual(String name, Class<?> type) {
            if (type == String.class) {
                return name.endsWith("mail") ? "\"klara@x.example\"" : "\"Klara\"";
            } else if (type == Boolean.class || type == boolean.class) {
                return "true";
            } else if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
                return "1";
            } else if (type.isEnum()) {
                return JSON.writeValueAsString(type.getEnumConstants()[0].toString());
            } else {
                return List.class.isAssignableFrom(type) ? "[]" : "{}";
            }
        }

        private void put(ObjectNode root, String name, String literal) {
            var parts = name.split("\\.");
            var at = root;
            for (var depth = 0; depth < parts.length - 1; depth++) {
                at = at.path(parts[depth]).isObject() ? (ObjectNode) at.path(parts[depth]) : at.putObject(parts[depth]);
            }
            if (!(literal.equals("{}") && at.path(parts[parts.length - 1]).isObject())) {
                at.set(parts[parts.length - 1], JSON.readTree(literal));
            }
        }

        void bodies() {
            if (route.isApi() && !List.of("GET", "DELETE").contains(route.method())) {
                for (var body : NO_BODIES) {
                    assertThat(look("body", send(body)).status())
                            .as("%s", route)
                            .isBetween(400, 499);
                }
                var latin = "{\"a\":\"ü\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(look("body", mara.bytes(route.method(), api(), latin))
                                .status())
                        .isBetween(400, 499);
            }
        }

        void parameters() {
            var names = Stream.concat(takes.parameters().keySet().stream(), Stream.of("unexpected"))
                    .toList();
            for (var name : names) {
                for (var text : some(TEXTS)) {
                    parameter(name, text);
                }
                some(foreignIds()).forEach(id -> parameter(name, id));
                encoded(
                        name,
                        name + "="
                                + some(List.of("%", "%zz", "%ff", "%00", "a&" + name + "=b"))
                                        .getFirst());
            }
        }

        private boolean isQuery() {
            return route.isApi() || !route.method().equals("POST");
        }

        private void parameter(String name, String text) {
            encoded(name, name + "=" + URLEncoder.encode(text, UTF_8));
        }

        private void encoded(String name, String encoded) {
            var query = encoded.replaceAll("%(?![0-9a-fA-F]{2})", "%25");
            if (!isQuery()) {
                look(name, api(mara).posted(address, encoded));
            } else if (route.isApi()) {
                look(name, mara.send(route.method(), api() + "?" + query, null));
            } else {
                look(name, api(mara).page(address + "?" + query));
            }
        }

        private Answer send(String json) {
            return mara.send(route.method(), api(), json);
        }

        private String api() {
            return address.substring("/api/v1".length());
        }

        private Api api(Api api) {
            return api.with("Accept-Language", "en");
        }
    }
}
