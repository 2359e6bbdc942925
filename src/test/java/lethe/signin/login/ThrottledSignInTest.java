package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lethe.Api.Answer;
import lethe.AtOnce;
import lethe.Stage;
import org.junit.jupiter.api.Test;

/** Failed sign-ins throttle attackers, and let users in. */
class ThrottledSignInTest extends GuessedSignIn {
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

    /** From ten networks, as often as each is allowed. */
    private void exhaust(String email) {
        for (var guess = 0; guess < 100; guess++) {
            assertThat(signIn("203.0.113." + (100 + guess / 10), email, WRONG).status())
                    .isEqualTo(401);
        }
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
}
