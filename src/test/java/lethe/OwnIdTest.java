package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.privacy.erasure.Termination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Routes for managing others do not bypass the password: a stolen token could call them with its owner's id. */
@LetheTest
class OwnIdTest {
    private static final String ID = "{id}";

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @Autowired
    private Termination termination;

    @Autowired
    private TransactionTemplate transaction;

    private House house;
    private Stage.Person vera;

    @BeforeEach
    void veraManagesPeople() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");
    }

    @Test
    void tokensCannotActOnTheirOwner() {
        var script = script();
        var before = vera.api().get("/me").json();

        var routes = routes().toList();
        for (var route : routes) {
            var answer = call(script, route, vera.id());

            assertThat(answer.status()).as(route + " " + answer.body()).isIn(303, 403, 404, 409);
        }
        assertThat(routes).hasSizeGreaterThan(9).contains("POST /api/v1/users/{id}/termination");
        assertThat(vera.api().get("/me").json()).isEqualTo(before);
        assertThat(vera.api().get("/me/tokens").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void oldSignInsCannotActOnTheirOwner() {
        makeOld();
        var before = vera.api().get("/me").json();

        for (var route : routes().toList()) {
            var answer = call(vera.api(), route, vera.id());

            assertThat(answer.status()).as(route + " " + answer.body()).isIn(303, 403, 404, 409);
        }
        assertThat(vera.api().get("/me").json()).isEqualTo(before);
    }

    /** Ensures that the two tests above use valid calls. */
    @Test
    void theSameCallsActOnOthers() {
        var done = routes().filter(route -> call(
                                        house.ada(),
                                        route,
                                        house.create("Bea", Stage.email("bea"), "INTERNAL", "Viewer")
                                                .text("id"))
                                .status()
                        < 400)
                .toList();

        assertThat(done)
                .contains(
                        "PATCH /api/v1/users/{id}",
                        "POST /api/v1/users/{id}/suspension",
                        "POST /api/v1/users/{id}/sign-in-link",
                        "POST /api/v1/users/{id}/termination",
                        "POST /users/{id}/suspension",
                        "POST /users/{id}/reassignment",
                        "POST /users/{id}/termination");
    }

    @Test
    void terminatingOneselfNeedsTheSameProof() {
        var path = "/users/" + vera.id() + "/termination";
        var right = Map.of("currentPassword", Stage.PASSWORD);
        makeOld();

        assertThat(script().post(path, right).problem()).isEqualTo("session-required");
        assertThat(vera.api().post(path, Map.of()).problem()).isEqualTo("recent-sign-in-required");
        assertThat(vera.api().post(path, Map.of("currentPassword", "")).problem())
                .isEqualTo("recent-sign-in-required");
        assertThat(vera.api().post(path, Map.of("currentPassword", "wrong")).status())
                .isEqualTo(422);
        assertThat(vera.api().get("/me").status()).isEqualTo(200);

        var left = vera.api().post(path, right);

        assertThat(left.status()).isEqualTo(200);
        assertThat(left.json().path("self").asBoolean()).isTrue();
        assertThat(left.text("downloadUrl")).contains("/api/v1/receipts/");
        assertThat(vera.api().get("/me").status()).isEqualTo(401);
    }

    @Test
    void justAfterSignInNoProofIsNeeded() {
        assertThat(vera.api()
                        .post("/users/" + vera.id() + "/termination", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void terminatingOthersNeedsNoProof() {
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        makeOld();
        var path = "/users/" + edo + "/termination";

        var vain = vera.api().post(path, Map.of("currentPassword", Stage.PASSWORD));

        assertThat(vain.problem()).isEqualTo("unknown-field");
        assertThat(vain.json().at("/errors/0/field").asString()).isEqualTo("currentPassword");
        assertThat(vera.api().post("/users/nobody/termination", Map.of()).status())
                .isEqualTo(404);
        assertThat(vera.api().post(path, Map.of()).json().path("self").asBoolean(true))
                .isFalse();
    }

    /**
     * The printed token works before its owner has set a password: a link for the owner would give away the account.
     */
    @Test
    void thePrintedTokenCannotIssueALinkForItsOwner() {
        var link = house.ada().post("/users/" + house.adaId() + "/sign-in-link", Map.of());
        var page = house.ada().form("/users/" + house.adaId() + "/sign-in-link", Map.of());

        assertThat(link.problem()).isEqualTo("own-rights");
        assertThat(page.status()).isEqualTo(403);
        assertThat(stage.anybody()
                        .post("/sign-in", Map.of("link", house.adaLink()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theServiceItselfRefuses() {
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        var self = UserId.parse(vera.id()).orElseThrow();
        var actor = Actor.user(organisation, self, UserType.ADMIN, List.of());

        for (Runnable way : List.<Runnable>of(
                () -> termination.terminate(actor, self),
                () -> transaction.executeWithoutResult(status -> termination.begin(actor, self)),
                () -> transaction.executeWithoutResult(
                        status -> termination.beginAll(actor, List.of(self), Map.of())))) {
            assertThatThrownBy(() -> TenantContext.run(organisation, way))
                    .isInstanceOfSatisfying(
                            Forbidden.class, no -> assertThat(no.code()).isEqualTo("own-rights"));
        }
        assertThat(vera.api().get("/me").status()).isEqualTo(200);
    }

    /** All routes that change the user whose id is in the address, by API and by form. */
    private Stream<String> routes() {
        return handlers.getHandlerMethods().keySet().stream()
                .flatMap(OwnIdTest::changes)
                .sorted();
    }

    private static Stream<String> changes(RequestMappingInfo route) {
        return route.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .filter(method -> !method.equals("GET"))
                .flatMap(method -> route.getPatternValues().stream()
                        .filter(path -> path.matches("(/api/v1)?/users/\\{id}(/.*)?"))
                        .map(path -> method + " " + path));
    }

    private Api.Answer call(Api api, String route, String id) {
        var method = route.substring(0, route.indexOf(' '));
        var path = route.substring(method.length() + 1).replace(ID, id);
        var form = fields(route);
        if (!path.startsWith("/api/v1")) {
            return api.form(path, form);
        }
        var json = new JsonMapper().writeValueAsString(form);
        return api.send(method, path.substring("/api/v1".length()), method.equals("DELETE") ? "" : json);
    }

    private Map<String, String> fields(String route) {
        if (route.startsWith("PATCH") || route.endsWith("/reassignment")) {
            return Map.of("type", "INTERNAL", "roleId", house.role("Manager"));
        }
        return route.endsWith("/suspension") && route.startsWith("POST") ? Map.of("reason", "away") : Map.of();
    }

    private Api script() {
        return stage.anybody()
                .as(vera.api()
                        .post("/me/tokens", Map.of("name", "script", "currentPassword", Stage.PASSWORD))
                        .text("token"));
    }

    private void makeOld() {
        AsOwner.within(
                context,
                OrganisationId.parse(house.id()).orElseThrow(),
                "update session set created_at = created_at - interval '301 seconds' where user_id = '"
                        + UserId.parse(vera.id()).orElseThrow().value() + "'");
    }
}
