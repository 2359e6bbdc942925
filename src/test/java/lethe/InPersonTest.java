package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import lethe.Api.Answer;
import lethe.platform.requests.InPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** A stolen token is not its user: which actions need the password or a sign-in within five minutes. */
class InPersonTest extends SignedInUser {
    private static final List<String> OWN = List.of("/api/v1/me", "/profile", "/consent", "/new-password");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    /** A call that only the user may make, with a body that proves nothing. */
    record Act(String name, Map<String, Object> body, Function<Targets, String> path) {
        Answer by(Api api, Targets own, Map<String, ?> more) {
            var all = new TreeMap<String, Object>(body);
            all.putAll(more);
            var json = new JsonMapper().writeValueAsString(all);
            return api.send(name.substring(0, name.indexOf(' ')), path.apply(own), json);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Act> acts() {
        return Stream.of(
                new Act("POST recovery codes", Map.of(), own -> "/me/recovery-codes"),
                new Act("POST token", Map.of("name", "thief's"), own -> "/me/tokens"),
                new Act("DELETE token", Map.of(), own -> "/me/tokens/" + own.token()),
                new Act("DELETE session", Map.of(), own -> "/me/sessions/" + own.session()),
                new Act("POST password", Map.of("newPassword", NEW), own -> "/me/password"),
                new Act("PATCH e-mail", Map.of("email", Stage.email("thief")), own -> "/me"),
                new Act("POST termination", Map.of(), own -> "/me/termination"));
    }

    @Test
    void everyOwnChangeIsInTheTableAsDeclared() throws IOException {
        var declared = handlers.getHandlerMethods().entrySet().stream()
                .filter(one -> one.getValue().getBeanType().getPackageName().startsWith("lethe."))
                .flatMap(one -> changes(one.getKey(), one.getValue()))
                .toList();

        assertThat(new ClassPathResource("in-person.csv")
                        .getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .skip(1))
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @ParameterizedTest
    @MethodSource("acts")
    void refusesAccessTokens(Act act) {
        var own = targets();
        var pat = script();

        for (var more : List.of(Map.<String, String>of(), Map.of("currentPassword", Stage.PASSWORD))) {
            var refused = act.by(pat, own, more);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.problem()).isEqualTo("session-required");
        }
        assertThat(vera.api().get("/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("acts")
    void anOldSignInNeedsThePassword(Act act) {
        var own = targets();
        makeOld(vera);

        var without = act.by(vera.api(), own, Map.of());
        var empty = act.by(vera.api(), own, Map.of("currentPassword", ""));
        var wrong = act.by(vera.api(), own, Map.of("currentPassword", "not the password"));

        assertThat(List.of(without, empty)).extracting(Answer::status).containsOnly(403);
        assertThat(List.of(without, empty)).extracting(Answer::problem).containsOnly("recent-sign-in-required");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().at("/errors/0/field").asString()).isEqualTo("currentPassword");
        assertThat(vera.api().get("/me/tokens").json().path("items").size()).isEqualTo(1);
        assertThat(vera.api().get("/me/sessions").json().path("items").size()).isEqualTo(2);
        assertThat(act.by(vera.api(), own, Map.of("currentPassword", Stage.PASSWORD))
                        .status())
                .isBetween(200, 204);
    }

    @ParameterizedTest
    @MethodSource("acts")
    void aWrongPasswordIsRefusedEvenJustAfterTheSignIn(Act act) {
        var refused = act.by(vera.api(), targets(), Map.of("currentPassword", "not the password"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(vera.api().get("/me").status()).isEqualTo(200);
    }

    @Test
    void isRefusedAfterTheSizeCheckAndBeforeTheBodyIsRead() {
        makeOld(vera);
        var path = "/me/recovery-codes";

        assertThat(vera.api().send("POST", path, "{\"unknown\":1}").problem()).isEqualTo("recent-sign-in-required");
        assertThat(vera.api().send("POST", path, "{\"currentPassword\":").problem())
                .isEqualTo("recent-sign-in-required");
        assertThat(vera.api().send("POST", path + "?x=1", "{}").problem()).isEqualTo("recent-sign-in-required");
        assertThat(vera.api().send("POST", path, "{}", "text/plain").problem()).isEqualTo("media-type");
        var tooLong = "{\"currentPassword\":\"" + "x".repeat(256 * 1024) + "\"}";
        assertThat(vera.api().send("POST", path, tooLong).problem()).isEqualTo("too-large");
        var proof = Map.of("currentPassword", Stage.PASSWORD, "unknown", 1);
        assertThat(vera.api().post(path, proof).problem()).isEqualTo("unknown-field");
        assertThat(vera.api().send("POST", path, "{\"currentPassword\":[1]}").status())
                .isBetween(400, 403);
        assertThat(vera.api()
                        .send("PATCH", "/me", "{\"em\\u0061il\":\"" + Stage.email("thief") + "\"}")
                        .problem())
                .isEqualTo("recent-sign-in-required");
    }

    @Test
    void limitsPasswordGuesses() {
        makeOld(vera);
        var wrong = Map.of("currentPassword", "not the password");
        for (var guess = 0; guess < 10; guess++) {
            assertThat(vera.api().post("/me/recovery-codes", wrong).status()).isEqualTo(422);
        }

        var refused = vera.api().post("/me/recovery-codes", Map.of("currentPassword", Stage.PASSWORD));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.http().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void thePrintedTokenIsNoProof() {
        for (var path : List.of("/me/recovery-codes", "/me/termination", "/me/tokens", "/me/password")) {
            assertThat(house.ada().post(path, Map.of()).problem()).as(path).isEqualTo("session-required");
        }
        var consented = house.ada().form("/consent", Map.of("noticeVersion", "1", "language", "en"));
        assertThat(consented.body()).doesNotContain("recovery code");
    }

    /** A change of one's own data, and its declaration. */
    private static Stream<String> changes(RequestMappingInfo info, HandlerMethod handler) {
        return info.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .filter(method -> !method.equals("GET"))
                .flatMap(method -> info.getPatternValues().stream()
                        .filter(path -> OWN.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/")))
                        .map(path -> method + "," + path + "," + declared(handler)));
    }

    private static String declared(HandlerMethod handler) {
        var inPerson = handler.getMethodAnnotation(InPerson.class);
        if (inPerson == null) {
            return "never";
        }
        return inPerson.where().isEmpty() ? "always" : inPerson.where();
    }
}
