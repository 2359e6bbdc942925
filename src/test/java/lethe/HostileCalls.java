package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route, called by an administrator with all permissions and with hostile values. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
abstract class HostileCalls {
    private static final int AT_ONCE = 3;

    /** Texts in many scripts and none, and what other programs would read as commands. */
    static final List<String> TEXTS = List.of(
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
    Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    private House house;
    private House other;
    Api mara;
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

    /** What is tried on one route. */
    abstract class RouteAttempts {
        final Route route;
        final Taken takes;
        final String address;
        private final Random random;
        boolean somethingWasDone;

        RouteAttempts(Route route) {
            this.route = route;
            random = new Random(route.toString().hashCode());
            takes = taken.getOrDefault(route.toString(), new Taken(Map.of(), Map.of()));
            address = Targets.isIn(route)
                    ? own.present(route).findFirst().orElseThrow()
                    : own.addresses(route).findFirst().orElseThrow();
        }

        /** A sample that differs by field and route, and is the same in each run. */
        <T> List<T> some(List<T> values) {
            var mixed = new ArrayList<>(values);
            Collections.shuffle(mixed, random);
            return mixed.subList(0, Math.min(AT_ONCE, mixed.size()));
        }

        /** Ids of the other organisation, of another kind, and unknown ones. */
        List<String> foreignIds() {
            return List.of(
                    other.adaId(),
                    other.role("Viewer").replace("role_", "user_"),
                    theirs.id("roles"),
                    theirs.id("partners"),
                    house.id(),
                    "user_" + TypeId.encode(UUID.nameUUIDFromBytes(new byte[0])),
                    house.adaId().toUpperCase(java.util.Locale.ROOT));
        }

        Answer look(String what, Answer answer) {
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
    List<String> rows() {
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
