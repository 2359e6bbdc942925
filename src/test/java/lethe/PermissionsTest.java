package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lethe.Api.Answer;
import lethe.Caller.Kind;
import lethe.signin.sessions.CurrentSession.State;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route and every kind of caller: {@code permissions.csv} says who has access. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class PermissionsTest {
    private static final Set<String> ENDS_THE_SESSION = Set.of("POST /api/v1/sign-out", "POST /sign-out");
    private static final Set<String> UPLOADS =
            Set.of("POST /api/v1/users/imports", "POST /api/v1/users/imports/{id}/corrections");
    private static final String LEAVES = "POST /profile/termination";
    private static final Set<String> LEADS_TO_WHAT_COMES_FIRST = Set.of("/sign-in", "/new-password", "/consent");
    private static final Set<String> COMES_FIRST =
            Set.of("permission", "new-password-required", "own-consent-required");

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    private Callers cast;
    private List<Caller> callers;
    private Targets others;
    private Targets own;

    @BeforeAll
    void gather() {
        var house = stage.house();
        cast = new Callers(stage, house, jdbc, transaction);
        callers = cast.all(operators);
        others = Targets.of(stage, stage.house());
        own = Targets.of(stage, house, stage.anybody().as(operators.token()));
    }

    @Test
    void theTableMatchesTheAnnotations() {
        var routes = handlers.getHandlerMethods().entrySet().stream()
                .filter(one -> one.getValue().getBeanType().getPackageName().startsWith("lethe."))
                .flatMap(one -> Route.of(one.getKey(), one.getValue()))
                .distinct();

        assertThat(table().map(Route::asAnnotated)).containsExactlyInAnyOrderElementsOf(routes.toList());
    }

    @ParameterizedTest
    @MethodSource("table")
    void grantsAccessAsInTheTable(Route route) {
        for (var caller : callers) {
            if (isLetIn(route, caller)) {
                if (!route.toString().equals(LEAVES)) {
                    others.addresses(route).forEach(address -> checkLetIn(route, caller, address));
                }
            } else {
                checkRefused(route, caller, others.addresses(route).toList().getLast());
            }
        }
    }

    /** Only reads: writes would change data for later callers. */
    @ParameterizedTest
    @MethodSource("tableOfOwn")
    void grantsReadsOfOwnDataAsInTheTable(Route route) {
        for (var caller : callers) {
            if (!isLetIn(route, caller)) {
                checkRefused(route, caller, own.present(route).findFirst().orElseThrow());
            } else if (route.method().equals("GET")) {
                assertThat(own.present(route)
                                .map(address -> call(route, caller, address).status()))
                        .as("%s by %s", route, caller)
                        .anyMatch(status -> status != 404)
                        .allMatch(status -> status != 401 && status < 500);
            }
        }
    }

    @Test
    void usersTerminateThemselvesOnThePage() {
        var leaving = cast.beforeConsent().api();

        var answer = leaving.form("/profile/termination", Map.of());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(location(answer)).startsWith("/goodbye/");
        assertThat(leaving.get("/notices").status()).isEqualTo(401);
    }

    @Test
    void refusesForgedForms() {
        var forged = stage.anybody().with("Accept-Language", "en").form("/sign-out", Map.of());

        assertThat(forged.status()).isEqualTo(403);
        checkPage(forged, "forged");
    }

    static Stream<Route> table() {
        return Route.table();
    }

    /** Sessions and tokens belong to users, not to the organisation. */
    static Stream<Route> tableOfOwn() {
        return table().filter(route -> Targets.isIn(route) && !route.needs().equals("self"));
    }

    private static boolean isLetIn(Route route, Caller caller) {
        return switch (caller.kind()) {
            case NOBODY -> route.isOpen();
            case OPERATOR -> route.isOpen() || route.isOperators();
            case PERSON ->
                route.isOpen()
                        || !route.isOperators()
                                && route.gate().contains(caller.state())
                                && route.missing(caller.permissions()).isEmpty();
        };
    }

    private static void checkLetIn(Route route, Caller caller, String address) {
        var answer = call(route, caller, address);
        if (ENDS_THE_SESSION.contains(route.toString())) {
            caller.signedOut();
        }

        assertThat(answer.status())
                .as("%s by %s", address, caller)
                .isNotEqualTo(401)
                .isLessThan(500);
        assertThat(COMES_FIRST).as("%s by %s", address, caller).doesNotContain(answer.problem());
        if (!route.isApi() && !route.isOpen()) {
            assertThat(answer.body()).doesNotContain("You don’t have permission");
            assertThat(LEADS_TO_WHAT_COMES_FIRST).doesNotContain(location(answer));
        }
        if (Targets.isIn(route) && !isOnlyForThePerson(answer)) {
            assertThat(followed(caller, answer).status())
                    .as("%s by %s", address, caller)
                    .isEqualTo(404);
        }
    }

    /** Callers use access tokens; InPersonTest covers what those may not do. */
    private static boolean isOnlyForThePerson(Answer answer) {
        return answer.problem().equals("session-required")
                || answer.body().contains("<h1>You need to be signed in for this</h1>");
    }

    private static void checkRefused(Route route, Caller caller, String address) {
        var answer = call(route, caller, address);
        var who = "%s %s by %s".formatted(route.method(), address, caller);

        if (caller.kind() != Kind.PERSON || route.isOperators()) {
            checkMustSignIn(route, caller, answer, who);
        } else if (!route.gate().contains(caller.state())) {
            checkSomethingComesFirst(route, caller.state(), answer, who);
        } else {
            checkMissing(route, caller, answer, who);
        }
    }

    private static void checkMustSignIn(Route route, Caller caller, Answer answer, String who) {
        if (route.isApi()) {
            assertThat(answer.status()).as(who).isEqualTo(401);
            assertThat(answer.problem()).as(who).isEqualTo("sign-in-required");
            assertThat(answer.http().headers().firstValue("WWW-Authenticate"))
                    .as(who)
                    .hasValue("Bearer");
        } else if (caller.kind() == Kind.NOBODY && !route.isOperators()) {
            assertThat(answer.status()).as(who).isEqualTo(303);
            assertThat(location(answer)).as(who).isEqualTo("/sign-in");
        } else {
            assertThat(answer.status()).as(who).isEqualTo(401);
            checkPage(answer, who);
        }
    }

    private static void checkSomethingComesFirst(Route route, State state, Answer answer, String who) {
        var password = state == State.NEW_PASSWORD_REQUIRED;
        if (route.isApi()) {
            assertThat(answer.status()).as(who).isEqualTo(403);
            assertThat(answer.problem()).as(who).isEqualTo(password ? "new-password-required" : "own-consent-required");
            assertThat(answer.text("state")).as(who).isEqualTo(state.name());
        } else {
            assertThat(answer.status()).as(who).isEqualTo(303);
            assertThat(location(answer)).as(who).isEqualTo(password ? "/new-password" : "/consent");
        }
    }

    private static void checkMissing(Route route, Caller caller, Answer answer, String who) {
        assertThat(answer.status()).as(who).isEqualTo(403);
        if (route.isApi()) {
            assertThat(answer.problem()).as(who).isEqualTo("permission");
            assertThat(answer.json().path("missing").valueStream().map(one -> one.asString()))
                    .as(who)
                    .containsExactlyElementsOf(route.missing(caller.permissions()).stream()
                            .map(Enum::name)
                            .toList());
        } else {
            checkPage(answer, who);
            assertThat(answer.body()).as(who).contains("<h1>You don’t have permission</h1>");
        }
    }

    private static void checkPage(Answer answer, String who) {
        assertThat(answer.http().headers().firstValue("Content-Type").orElse(""))
                .as(who)
                .startsWith("text/html");
    }

    /** With a body that is read and then refused, so that nothing is done. */
    private static Answer call(Route route, Caller caller, String address) {
        var api = caller.api().with("Accept-Language", "en");
        if (!route.isApi()) {
            return route.method().equals("POST") ? api.form(address, Map.of()) : api.page(address);
        }
        var path = address.substring("/api/v1".length());
        if (UPLOADS.contains(route.toString())) {
            return api.upload(path, "firstName;lastName;email\n".getBytes(StandardCharsets.UTF_8));
        }
        return switch (route.method()) {
            case "GET", "DELETE" -> api.send(route.method(), path, null);
            default -> api.send(route.method(), path, path.equals("/me/termination") ? "{\"now\":true}" : "{}");
        };
    }

    /** A page may redirect to the one that says so. */
    private static Answer followed(Caller caller, Answer answer) {
        return answer.status() == 303 ? caller.api().page(location(answer)) : answer;
    }

    private static String location(Answer answer) {
        return answer.http().headers().firstValue("Location").orElse("");
    }
}
