package lethe.web.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lethe.Api;
import lethe.Api.Answer;
import lethe.PostOffice;
import lethe.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Lethe at https://acme.test/lethe, behind proxies that keep the path ({@code /lethe}) and proxies that strip it. */
@TestPropertySource(properties = "lethe.public-url=https://acme.test/lethe")
class BelowAPathTest extends PostOffice {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>]+");
    private static final Pattern LINK =
            Pattern.compile("(?:href|src|action|hx-get|hx-post|hx-target-url)=\"([^\"]+)\"");
    private static final int MOST_PAGES = 120;

    @Autowired
    private Stage stage;

    private Stage.House house;

    @BeforeEach
    void house() {
        var founded = stage.house();
        house = new Stage.House(founded.id(), founded.slug(), founded.adaId(), founded.adaLink(), https(founded.ada()));
    }

    /** Follows every link from the first page that Ada can open. */
    @ParameterizedTest
    @ValueSource(strings = {"/lethe", ""})
    void linksFormsAndFilesStayBelow(String passedOn) {
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        house.ada().post("/partners", Map.of("name", "Acme"));
        var seen = new TreeSet<String>();
        var open =
                new ArrayDeque<>(List.of("/lethe/o/" + house.slug() + "/users", "/lethe/operator", "/lethe/support"));

        while (!open.isEmpty() && seen.size() < MOST_PAGES) {
            var address = open.remove();
            if (seen.add(address)) {
                var answer = house.ada().page(passedOn + address.substring("/lethe".length()));
                assertThat(answer.status()).as(address).isIn(200, 303, 401, 403, 405);
                answer.http().headers().firstValue("Location").ifPresent(led -> assertThat(led)
                        .startsWith("/lethe/"));
                links(answer).forEach(link -> {
                    assertThat(link).as("on " + address).startsWith("/lethe/");
                    open.add(link);
                });
            }
        }
        assertThat(seen).hasSizeGreaterThan(30).anyMatch(address -> address.contains("/lethe/assets/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lethe", ""})
    void cookiesAndRedirectsStayBelow(String passedOn) {
        var vera = house.person(https(stage.anybody()), "Vera", "INTERNAL", "Viewer");
        var at = "/o/" + house.slug();
        var page = https(stage.anybody()).page(passedOn + at + "/sign-in");
        var form = page.http().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(form).startsWith("__Secure-lethe_form=").contains("Path=/lethe;");
        assertThat(page.body()).contains("action=\"/lethe" + at + "/sign-in\"");

        var mark = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(mark.find()).isTrue();
        var signedIn = https(stage.anybody())
                .with("Cookie", form.substring(0, form.indexOf(';')))
                .form(
                        passedOn + at + "/sign-in",
                        new HashMap<>(
                                Map.of("_csrf", mark.group(1), "email", vera.email(), "password", Stage.PASSWORD)));

        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.http().headers().firstValue("Location").orElseThrow())
                .startsWith("/lethe" + at + "/");
        assertThat(signedIn.http().headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).startsWith("__Secure-").contains("Path=/lethe" + at + ";"));
    }

    @Test
    void linksInMailsContainThePath() throws InterruptedException {
        var email = Stage.email("klara");
        house.create("Klara", email, "INTERNAL", "Viewer");

        var mail = mailTo(email);

        for (var text : List.of(mail.text(), mail.html())) {
            var links = ADDRESS.matcher(text)
                    .results()
                    .map(found -> found.group())
                    .distinct()
                    .toList();
            assertThat(links)
                    .isNotEmpty()
                    .allMatch(link -> link.startsWith("https://acme.test/lethe/o/" + house.slug() + "/"));
            assertThat(links).anySatisfy(link -> {
                assertThat(link).contains("/link/lethe_link_");
                assertThat(https(stage.anybody())
                                .page(link.substring("https://acme.test".length()))
                                .status())
                        .isEqualTo(200);
            });
        }
    }

    @Test
    void locationsOfCreatedThingsAreBelow() {
        var made = house.ada().page("/lethe/api/v1/me");
        assertThat(made.status()).isEqualTo(200);

        var created = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        var location = created.http().headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/lethe/api/v1/users/" + created.text("id"));
        assertThat(house.ada().page(location).text("id")).isEqualTo(created.text("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lethe/health/live", "/health/live", "/lethe/api/v1/keys", "/api/v1/keys"})
    void apiPathsWorkWithAndWithoutThePath(String address) {
        assertThat(https(stage.anybody()).page(address).status()).isEqualTo(200);
    }

    @Test
    void redirectsToHttpsKeepThePath() {
        for (var path : List.of("/lethe/sign-in?a=b", "/sign-in?a=b")) {
            var led = stage.anybody().page(path);
            assertThat(led.status()).isEqualTo(301);
            assertThat(led.http().headers().firstValue("Location")).hasValue("https://acme.test/lethe/sign-in?a=b");
        }
        assertThat(stage.anybody().page("/lethe/health/live").status()).isEqualTo(200);
    }

    @Test
    void thePathItselfLeadsToTheFirstPage() {
        var led = https(stage.anybody()).page("/lethe");

        assertThat(led.status()).isBetween(302, 308);
        assertThat(led.http().headers().firstValue("Location").orElseThrow()).endsWith("/lethe/");
        assertThat(https(stage.anybody()).page("/lethebridge").status()).isNotEqualTo(500);
    }

    /** Errors of the server itself, which does not know the base path. */
    @Test
    void errorsWorkBelowThePath() {
        var api = https(stage.anybody()).with("Forwarded", "for=\"");

        for (var address :
                List.of("/api/v1/keys", "/lethe/api/v1/keys", "/o/x/api/v1/keys", "/lethe/o/x/api/v1/keys")) {
            assertThat(api.page(address).problem()).as(address).isEqualTo("malformed");
        }
        assertThat(https(stage.anybody()).page("/lethe/api/v1/openapi.json").body())
                .contains("\"/lethe/\"");
        assertThat(api.page("/x").body()).contains("/lethe/assets/");
    }

    private static List<String> links(Answer answer) {
        return LINK.matcher(answer.body())
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .filter(link -> !link.startsWith("#") && !link.matches("(mailto|tel|https?|data):.*"))
                .map(link -> link.startsWith("?") ? "/lethe/sign-in" : link)
                .distinct()
                .toList();
    }

    private static Api https(Api api) {
        return api.with("X-Forwarded-For", "203.0.113.66").with("X-Forwarded-Proto", "https");
    }
}
