package lethe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.Api.Answer;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every route, called by an administrator with all permissions, with hostile values in each field: never a server
 * error, a stack trace or another organisation's data; and where everything was refused, nothing was stored.
 */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class HostileValuesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 3;
    private static final String LONG = "x".repeat(300_000);

    /** Texts in many scripts and none, and what other programs would read as commands. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "a\rb",
            "a\nb",
            "\u0007",
            "\u0085",
            "O'Neill",
            "\u202Egro.elpmaxe\u202C",
            "Zo\u200Be\uFEFF\u2066",
            "\u0130\u0131\u1E9E\uFB01",
            "\uD83D\uDC69\u200D\uD83D\uDC67 \uD835\uDD38",
            "Ж\u05D0\u0627\u4E2D\u0E01",
            "<script>alert(1)</script>\"'&amp;",
            "'; drop table app_user; --",
            "%' or '1'='1",
            "=cmd|'/c calc'!A0",
            "${jndi:ldap://x.example}#{7*7}{{7*7}}",
            "../../etc/passwd",
            "%s%n%00%ff",
            "-1",
            "999999999999999999999",
            "1e400",
            "NaN",
            "true",
            "null",
            "2026-02-30",
            "-999999999-01-01",
            "9999-12-31T23:59:59.999999999-18:00",
            "a@b@c.example",
            "\"quoted local\"@x.example",
            "x".repeat(65) + "@x.example",
            "klara@" + "x.".repeat(125) + "example",
            "klara@x.example.",
            "klara@-x.example",
            "klara@xn--a.example",
            "x".repeat(10_000));

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

    /** Fields that {@code null} removes in a change. */
    private static final Set<String> REMOVABLE = Set.of("accessUntil", "website", "contactEmail", "category");

    /** Responses must not reveal internals. */
    private static final String[] INSIDES = {
        "Exception",
        "\tat ",
        "org.springframework",
        "java.lang",
        "java.util",
        "lethe.platform",
        "SQLState",
        "PSQL",
        "ERROR:",
    };

    /** Tables that viewing, failing and repeating write to. */
    private static final String WRITTEN_BY_LOOKING = "audit_.*|log_.*|.*session|repeat.*|work|checkpoint|access_token";

    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    private House house;
    private House other;
    private Api mara;
    private Targets own;
    private Targets theirs;
    private Map<String, Taken> taken;
    private String count;

    @BeforeAll
    void gather() {
        house = stage.house();
        other = stage.house();
        own = Targets.of(stage, house);
        theirs = Targets.of(stage, other);
        var person =
                house.person(stage.anybody(), "Mara", "ADMIN", "Administrator").api();
        mara = stage.anybody()
                .as(person.post("/me/tokens", Map.of("name", "hostile")).text("token"));
        count = counting();
        taken = new TreeMap<>();
        handlers.getHandlerMethods().forEach((info, handler) -> info.getMethodsCondition()
                .getMethods()
                .forEach(method ->
                        info.getPatternValues().forEach(path -> taken.put(method + " " + path, Taken.by(handler)))));
    }

    static Stream<Route> routes() {
        return Route.table().filter(route -> !route.method().equals("*"));
    }

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

    /** Tries everything on one route. */
    private final class Attempts {
        private final Route route;
        private final Taken takes;
        private final String address;
        private final Random random;
        private boolean somethingWasDone;

        Attempts(Route route) {
            this.route = route;
            random = new Random(route.toString().hashCode());
            takes = taken.getOrDefault(route.toString(), new Taken(Map.of(), Map.of()));
            address = Targets.isIn(route)
                    ? own.present(route).findFirst().orElseThrow()
                    : own.addresses(route).findFirst().orElseThrow();
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

        /** A sample that differs by field and route, and is the same in each run. */
        private <T> List<T> some(List<T> values) {
            var mixed = new ArrayList<>(values);
            Collections.shuffle(mixed, random);
            return mixed.subList(0, Math.min(AT_ONCE, mixed.size()));
        }

        /** Ids of the other organisation, of another kind, and unknown ones. */
        private List<String> foreignIds() {
            return List.of(
                    other.adaId(),
                    other.role("Viewer").replace("role_", "user_"),
                    theirs.id("roles"),
                    theirs.id("partners"),
                    house.id(),
                    "user_" + TypeId.encode(UUID.nameUUIDFromBytes(new byte[0])),
                    house.adaId().toUpperCase(java.util.Locale.ROOT));
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

        private Answer send(String json) {
            return mara.send(route.method(), api(), json);
        }

        private String api() {
            return address.substring("/api/v1".length());
        }

        private Api api(Api api) {
            return api.with("Accept-Language", "en");
        }

        private Answer look(String what, Answer answer) {
            assertThat(answer.status()).as("%s, %s", route, what).isLessThan(500);
            assertThat(answer.body())
                    .as("%s, %s", route, what)
                    .doesNotContain(INSIDES)
                    .doesNotContain("Theirs Ltd");
            somethingWasDone |= answer.status() < 400 && !route.method().equals("GET");
            return answer;
        }
    }

    /** The number of rows per organisation and table. */
    private List<String> rows() {
        return Stream.of(house, other)
                .flatMap(one -> TenantContext.in(
                        OrganisationId.parse(one.id()).orElseThrow(),
                        () -> transaction.execute(
                                status -> jdbc.sql(count).query(String.class).list()))
                        .stream())
                .toList();
    }

    /** Counts every tenant table except those that viewing, failing and repeating write to. */
    private String counting() {
        return jdbc.sql("""
                        select c.relname
                          from pg_class c
                         where c.relrowsecurity
                           and has_table_privilege(c.oid, 'select')
                         order by 1
                        """).query(String.class).list().stream()
                .filter(table -> !table.matches(WRITTEN_BY_LOOKING))
                .map("select '%1$s ' || count(*) from %1$s"::formatted)
                .collect(Collectors.joining(" union all "));
    }
}
