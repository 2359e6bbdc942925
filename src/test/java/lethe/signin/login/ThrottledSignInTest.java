package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.AtOnce;
import lethe.LetheTest;
import lethe.Stage;
import lethe.audit.log.Tallies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Attackers and users, each at their own address, as a trusted proxy reports it. */
@LetheTest
@TestPropertySource(properties = "lethe.public-url=https://acme.test")
class ThrottledSignInTest {
    private static final String WRONG = "wrong-wrong-wrong";
    private static final String HOME = "198.51.100.7";

    @Autowired
    private Stage stage;

    @Autowired
    private Tallies tallies;

    private Stage.House house;
    private Stage.Person vera;

    @BeforeEach
    void house() {
        var founded = stage.house();
        house = new Stage.House(
                founded.id(), founded.slug(), founded.adaId(), founded.adaLink(), from("192.0.2.1", founded.ada()));
        vera = house.person(from("192.0.2.2"), "Vera", "INTERNAL", "Viewer");
    }

    @Test
    void failedSignInsThrottleOnlyTheirNetwork() {
        var guesser = "192.0.2.66";
        for (var guess = 0; guess < 100; guess++) {
            assertThat(signIn(guesser, guess < 9 ? vera.email() : guess + "@kanari.example", WRONG)
                            .status())
                    .isEqualTo(401);
        }

        var refused = signIn(guesser, vera.email(), Stage.PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many");
        assertThat(refused.http().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(60L, 901L);
        assertThat(signIn(HOME, vera.email(), Stage.PASSWORD).status()).isEqualTo(200);
        assertThat(signIn("192.0.2.67", vera.email(), Stage.PASSWORD).status()).isEqualTo(200);
        assertThat(from(guesser)
                        .post("/sign-in", Map.of("link", house.adaLink()))
                        .status())
                .as("a link handed over")
                .isEqualTo(200);
    }

    @Test
    void comparesTenOfManyConcurrentGuesses() throws Exception {
        Callable<Answer> guess = () ->
                signIn("2001:db8:6::" + Long.toHexString(Thread.currentThread().threadId()), vera.email(), WRONG);
        @SuppressWarnings("unchecked")
        Callable<Answer>[] guesses =
                IntStream.range(0, 120).mapToObj(one -> guess).toArray(Callable[]::new);

        var answers = AtOnce.atOnce(guesses);

        assertThat(answers).extracting(Answer::status).containsOnly(401, 429);
        assertThat(answers).filteredOn(answer -> answer.status() == 401).hasSizeLessThanOrEqualTo(10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 429)
                .allMatch(answer ->
                        answer.http().headers().firstValue("Retry-After").isPresent());
        assertThat(signIn(HOME, vera.email(), Stage.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void knownBrowsersSignInDuringDistributedGuessing() {
        var known = signInByPage(HOME, vera.email(), Stage.PASSWORD, "");
        var mark = cookie(known, "lethe_browser");
        assertThat(known.http().headers().allValues("Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("__Secure-lethe_browser=")
                .contains("HttpOnly", "Secure", "SameSite=Strict", "Max-Age=7776000", "Path=/o/" + house.slug()));
        assertThat(mark).doesNotContain(vera.id(), "user_");
        var codes = from(
                        HOME,
                        from(HOME).as(signIn(HOME, vera.email(), Stage.PASSWORD).text("token")))
                .post("/me/recovery-codes", Map.of());

        exhaust(vera.email());

        assertThat(signIn(HOME, vera.email(), Stage.PASSWORD).status()).isEqualTo(429);
        assertThat(signInByPage(HOME, vera.email(), Stage.PASSWORD, "").status())
                .isEqualTo(429);
        assertThat(signInByPage(HOME, vera.email(), Stage.PASSWORD, mark.substring(0, mark.length() - 4) + "AAAA")
                        .status())
                .as("an invented mark")
                .isEqualTo(429);
        assertThat(signInByPage(HOME, vera.email(), Stage.PASSWORD, mark).status())
                .as("the known browser")
                .isEqualTo(303);
        assertThat(signInByPage(HOME, vera.email(), WRONG, mark).status()).isEqualTo(401);
        var code = codes.json().path("recoveryCodes").path(0).asString();
        assertThat(from(HOME)
                        .post(
                                "/sign-in",
                                Map.of("organisation", house.slug(), "email", vera.email(), "recoveryCode", code))
                        .status())
                .isEqualTo(200);

        assertThat(house.ada()
                        .post("/users/" + vera.id() + "/termination", Map.of())
                        .status())
                .isEqualTo(200);
        var again = house.create("Vera", vera.email(), "INTERNAL", "Viewer");
        assertThat(signInByPage(HOME, vera.email(), again.text("temporaryPassword"), mark)
                        .status())
                .as("the mark is useless after the user's termination")
                .isEqualTo(429);
    }

    @Test
    void respondsTheSameToUnknownEmails() {
        var nobody = Stage.email("nobody");
        for (var guess = 0; guess < 12; guess++) {
            var known = signIn("203.0.113.7", vera.email(), WRONG);
            var unknown = signIn("203.0.113.8", nobody, WRONG);

            assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(guess < 10 ? 401 : 429);
            assertThat(unknown.body()).isEqualTo(known.body());
        }
    }

    @Test
    void repeatedRefusalsAreOneEntryWithACount() {
        for (var guess = 0; guess < 60; guess++) {
            signIn("203.0.113.9", vera.email(), WRONG);
        }
        var nobody = Stage.email("nobody");
        for (var guess = 0; guess < 15; guess++) {
            signIn("203.0.113.10", nobody, WRONG);
        }
        for (var times = 0; times < 30; times++) {
            assertThat(from(HOME, vera.api()).get("/users").status()).isEqualTo(403);
        }
        assertThat(from(HOME, vera.api()).get("/roles/" + house.role("Viewer")).status())
                .isEqualTo(403);
        assertThat(entries("signin.throttled")).as("not before the window ends").isEmpty();

        tallies.destroy();

        var throttled = entries("signin.throttled");
        assertThat(throttled).hasSize(2);
        assertThat(throttled).anySatisfy(entry -> {
            assertThat(entry.path("target").path("id").asString()).isEqualTo(vera.id());
            assertThat(entry.path("facts").path("count").asInt()).isEqualTo(50);
        });
        assertThat(throttled).anySatisfy(entry -> {
            assertThat(entry.path("target").path("id").asString()).isEqualTo(house.id());
            assertThat(entry.path("facts").path("count").asInt()).isEqualTo(5);
        });
        var refused = entries("access.refused");
        assertThat(refused)
                .hasSize(2)
                .allMatch(entry -> entry.path("actor").path("id").asString().equals(vera.id()));
        assertThat(refused).anySatisfy(entry -> {
            assertThat(entry.path("facts").path("route").asString()).isEqualTo("GET /api/v1/users");
            assertThat(entry.path("facts").path("count").asInt()).isEqualTo(30);
        });

        tallies.destroy();
        assertThat(entries("signin.throttled")).as("counted once").hasSize(2);
    }

    @Test
    void forbiddenPagesAndFormsAreRecorded() {
        for (var again = 0; again < 3; again++) {
            assertThat(vera.api().page("/users/new").status()).isEqualTo(403);
        }
        for (var again = 0; again < 2; again++) {
            assertThat(vera.api().form("/users/new", Map.of()).status()).isEqualTo(403);
        }
        assertThat(entries("access.refused")).as("not before its window ends").isEmpty();

        tallies.destroy();

        assertThat(entries("access.refused"))
                .extracting(entry -> entry.path("facts").path("route").asString() + " "
                        + entry.path("facts").path("count").asInt())
                .containsExactlyInAnyOrder("GET /users/new 3", "POST /users/new 2");
    }

    private List<JsonNode> entries(String action) {
        return house.ada()
                .get("/audit?action=" + action)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    /** From ten networks, as often as each is allowed. */
    private void exhaust(String email) {
        for (var guess = 0; guess < 100; guess++) {
            assertThat(signIn("203.0.113." + (100 + guess / 10), email, WRONG).status())
                    .isEqualTo(401);
        }
    }

    private Answer signIn(String network, String email, String password) {
        return from(network)
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", password));
    }

    private Answer signInByPage(String network, String email, String password, String mark) {
        var at = "/o/" + house.slug() + "/sign-in";
        var page = from(network).page(at);
        var token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(token.find()).isTrue();
        var cookies = "__Host-lethe_form=" + cookie(page, "lethe_form")
                + (mark.isEmpty() ? "" : "; __Secure-lethe_browser=" + mark);
        return from(network)
                .with("Cookie", cookies)
                .form(at, new TreeMap<>(Map.of("_csrf", token.group(1), "email", email, "password", password)));
    }

    private static String cookie(Answer answer, String name) {
        return answer.http().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.contains(name + "="))
                .map(cookie -> cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private Api from(String network) {
        return from(network, stage.anybody());
    }

    private static Api from(String network, Api api) {
        return api.with("X-Forwarded-For", network).with("X-Forwarded-Proto", "https");
    }
}
