package lethe.operator.usagecharts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Visitor;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Nodes;
import lethe.platform.usage.TurnedClock;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three weeks of published counts, read by API and on the pages. */
@LetheTest
class UsagePagesTest {
    private static final Feature SIGNING_IN = new Feature("signed-in");
    private static final int PEOPLE = 400;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final Stage stage;
    private final OperatorSessions operators;
    private final Nodes nodes;
    private final JdbcClient jdbc;
    private final int port;

    @Autowired
    UsagePagesTest(
            Stage stage,
            OperatorSessions operators,
            ApplicationContext platform,
            JdbcClient jdbc,
            @LocalServerPort int port) {
        this.stage = stage;
        this.operators = operators;
        this.nodes = new Nodes(platform);
        this.jdbc = jdbc;
        this.port = port;
    }

    @BeforeEach
    void publish() {
        for (var day = today.minusDays(21); day.isBefore(today); day = day.plusDays(1)) {
            var node = nodes.start(new TurnedClock(day + "T10:00:00Z"), "0.2", 1);
            node.count(SIGNING_IN, PEOPLE);
            node.stop();
        }
    }

    @Test
    void returnsCountsWithTheirPrivacyBudget() {
        var from = today.minusDays(2);

        var answer = operator().get("/usage?from=" + from + "&to=" + today.minusDays(1));

        var features = features();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("epsilonPerDay").decimalValue()).isEqualByComparingTo("" + features * 2 / 10.0);
        assertThat(answer.json().path("budgetLeft").decimalValue())
                .isEqualByComparingTo("" + features * 2 * (30 - 21) / 10.0);
        assertThat(answer.json().path("items")).hasSize(2 * features);
        assertThat(answer.json()
                        .path("items")
                        .valueStream()
                        .map(one -> one.path("day").asString())
                        .distinct())
                .containsExactly(from.toString(), from.plusDays(1).toString());
        var signedIn = answer.json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("feature").asString().equals("signed-in"))
                .toList();
        assertThat(signedIn).hasSize(2).allSatisfy(one -> {
            assertThat(one.path("count").asInt()).isBetween(PEOPLE - 90, PEOPLE + 90);
            assertThat(one.path("plusMinus").asInt()).isEqualTo(15);
        });
    }

    @Test
    void omitsCountsThatAreTooSmall() {
        var items = operator().get("/usage").json().path("items");

        var silent = items.valueStream().filter(one -> !one.has("count")).count();
        assertThat(silent).isGreaterThan(items.size() / 2);
        assertThat(items.valueStream().filter(one -> one.has("count")))
                .allMatch(
                        one -> one.path("count").asInt() > one.path("plusMinus").asInt());
    }

    @Test
    void isOnlyForTheOperator() {
        var house = stage.house();

        assertThat(stage.anybody().get("/usage").status()).isEqualTo(401);
        assertThat(house.ada().get("/usage").status()).isEqualTo(401);
        assertThat(stage.anybody().page("/operator/usage").status()).isEqualTo(401);
        assertThat(stage.anybody().page("/operator/usage/signed-in").status()).isEqualTo(401);
        assertThat(stage.anybody().page("/operator/usage.csv").status()).isEqualTo(401);
    }

    @Test
    void refusesInvalidDatesByName() {
        for (var wrong :
                new String[] {"yesterday", "2026-02-30", "2026-1-1", "2026-01-01T00:00:00Z", "+12026-01-01", ""}) {
            var answer = operator().get("/usage?from=" + wrong.replace("+", "%2B"));

            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("invalid-parameter");
            assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("from");
        }
        assertThat(operator()
                        .get("/usage?from=2026-02-02&to=2026-02-01")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("to");
        assertThat(operator().get("/usage?organisation=acme").problem()).isEqualTo("unknown-field");
        assertThat(operator().get("/usage?from=2001-01-01&to=2001-12-31").json().path("items"))
                .isEmpty();
    }

    @Test
    void showsTheOperatorWhichFeaturesAreUsed() {
        var page = visitor().get("/operator/usage").body();

        assertThat(page)
                .contains("Signing in</a>", "too few to report", "chart-fill", "chart-band", "ε = 0.2", "usage.csv")
                .doesNotContain("style=", "<script>");
    }

    /** The most used feature is listed alphabetically; features with too few uses have no bar. */
    @Test
    void featuresAreNotRankedByNoise() {
        var page = visitor().get("/operator/usage").body();

        var names = Pattern.compile("/operator/usage/[a-z-]+\">([^<]+)</a>")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(names).hasSize(features()).isSorted().contains("Signing in");
        assertThat(page).contains("you can’t tell which is used more", "± ");
        assertThat(page.split("too few to report", -1).length + page.split("class=\"chart-bar\"", -1).length - 2)
                .isEqualTo(features());
    }

    /** A node that stops publishes its part of the day, which has not ended. */
    @Test
    void doesNotShowToday() {
        var node = nodes.start(new TurnedClock(today + "T10:00:00Z"), "0.2", 1);
        node.count(SIGNING_IN, PEOPLE);
        node.stop();

        var items = operator().get("/usage?from=" + today + "&to=" + today).json();

        assertThat(items.path("items")).isEmpty();
        assertThat(visitor().get("/operator/usage.csv").body()).doesNotContain(today.toString());
        assertThat(visitor().get("/operator/usage").body()).contains("today’s figures appear after midnight UTC");
    }

    @Test
    void showsAFeaturesWeeksAsChartAndTable() {
        var page = visitor().get("/operator/usage/signed-in").body();

        assertThat(page)
                .contains(
                        "<h1>Signing in</h1>",
                        "class=\"chart-band\" d=\"M",
                        "class=\"chart-line\" d=\"M",
                        "role=\"img\"")
                .contains("<th scope=\"row\">")
                .doesNotContain("style=");
        assertThat(visitor().get("/operator/usage/unheard-of").status()).isEqualTo(404);
    }

    @Test
    void downloadsCsv() {
        var answer = visitor().get("/operator/usage.csv?from=" + today.minusDays(1));

        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.body().lines())
                .hasSize(1 + features())
                .first()
                .isEqualTo("\uFEFFday;feature;count;plusMinus");
        assertThat(answer.body()).containsPattern(today.minusDays(1) + ";signed-in;\\d+;15\r\n");
    }

    @Test
    void thePublicPageExplainsTheCounting() {
        var house = stage.house();
        var page = stage.anybody().with("Accept-Language", "en").page("/usage");
        var german = stage.anybody().with("Accept-Language", "de").page("/usage");
        var signIn = stage.anybody().page("/o/" + house.slug() + "/sign-in");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Sec-GPC: 1", "Creating a user", "ε = 0.2", "30 days");
        assertThat(german.body()).contains("Sec-GPC: 1", "Eine Person anlegen");
        assertThat(signIn.body()).contains("href=\"/o/" + house.slug() + "/usage\"");
    }

    private int features() {
        return jdbc.sql("select count(distinct feature) from usage_partial where day = :day")
                .param("day", today.minusDays(1))
                .query(Integer.class)
                .single();
    }

    private Api operator() {
        return stage.anybody().as(operators.token());
    }

    private Visitor visitor() {
        var visitor = new Visitor(port);
        var link = "/operator/link/" + operators.link();
        visitor.get(link);
        visitor.post(link);
        return visitor;
    }
}
