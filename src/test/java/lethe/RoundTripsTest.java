package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import lethe.Api.Answer;
import lethe.Stage.House;
import lethe.platform.jobs.Unscheduled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How often a request waits for the database, from first to last byte: statements and ends of transactions; a
 * transaction's begin travels with its first statement. Authenticating the caller is included.
 */
@LetheTest
@Import(Unscheduled.class)
class RoundTripsTest {
    /** Whether there is one organisation only; asked again when the answer is a second old. */
    private static final String ONCE_A_SECOND = "select id from organisation limit 2";

    @Autowired
    private Stage stage;

    @Autowired
    private Unscheduled.Statements statements;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private House house;
    private String person;

    @BeforeEach
    void aPerson() {
        house = stage.house();
        person = create(house.ada()).text("id");
        house.ada().get("/me");
    }

    @Test
    void readsWaitThreeOrFourTimes() {
        assertThat(waits(api -> api.get("/me"))).hasSizeLessThanOrEqualTo(3);
        assertThat(waits(api -> api.get("/users"))).hasSizeLessThanOrEqualTo(3);
        assertThat(waits(api -> api.get("/users?query=kana"))).hasSizeLessThanOrEqualTo(3);
        assertThat(waits(api -> api.get("/users/" + person))).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void theProfileReadsTheRoleTogetherWithItsHolder() {
        assertThat(waits(api -> api.page("/profile")).stream()
                        .filter(sql -> sql.contains("join role r")
                                || sql.contains("from role ")
                                || sql.startsWith("select role_id")))
                .hasSize(1);
    }

    @Test
    void readsSendNoStatementTwice() {
        for (var path : List.of("/me", "/users", "/users?query=kana", "/users/" + person)) {
            var sent = waits(api -> api.get(path)).stream()
                    .flatMap(wait -> Arrays.stream(wait.split(";\n")))
                    .toList();

            assertThat(sent).as(path).doesNotHaveDuplicates();
        }
    }

    /** Whatever the planner expects of the function that finds a page: sealed values of others are not read. */
    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users?query=kana", "/partners"})
    void listsLookUpTheSealedValuesOfTheirPageOnly(String path) {
        var sql = waits(api -> api.get(path)).stream()
                .filter(wait -> wait.contains("from search_"))
                .findFirst()
                .orElseThrow();

        assertThat(planWithoutNestedLoops(sql)).contains("Nested Loop").doesNotContain("Hash", "Merge", "Seq Scan");
    }

    private String planWithoutNestedLoops(String sql) {
        return transaction.execute(status -> {
            jdbc.execute("set local enable_nestloop = off; set local enable_seqscan = off");
            return String.join("\n", jdbc.queryForList("explain " + sql.replace("?", "null"), String.class));
        });
    }

    /** They may be read slowly, or use a connection of their own: no transaction waits for that. */
    @Test
    void openAddressesLeaveNoTransactionOpen() {
        for (var path : List.of("/api/v1/openapi.json", "/health/ready", "/api/v1/keys")) {
            var waits = waits(api -> api.page(path));

            assertThat(waits.getFirst()).as(path).contains("recognise_token");
            assertThat(waits).as(path).doesNotContain("rollback");
        }
    }

    @Test
    void theSecurityFiltersRunWithoutObservations(@Autowired FilterChainProxy filters) {
        var decorator = ReflectionTestUtils.getField(filters, "filterChainDecorator");

        assertThat(decorator).isInstanceOf(FilterChainProxy.VirtualFilterChainDecorator.class);
    }

    @Test
    void lookupsWaitFourTimes() {
        var email = house.ada().get("/users/" + person).text("email");

        assertThat(waits(api -> api.post("/users/lookup", Map.of("email", email))))
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void creatingWaitsEightTimesAtMostAndNineWithAKey() {
        var form = form();
        assertThat(waits(api -> api.post("/users", form))).hasSizeLessThanOrEqualTo(8);
        var other = form();
        assertThat(waits(api -> api.with("Idempotency-Key", UUID.randomUUID().toString())
                        .post("/users", other)))
                .hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void reassigningWaitsFiveTimesAtMost() {
        assertThat(waits(api -> api.patch("/users/" + person, Map.of("type", "EXTERNAL"))))
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void terminatingWaitsThirteenTimesAtMost() {
        var another = create(house.ada()).text("id");
        waits(api -> api.post("/users/" + another + "/termination", Map.of()));

        assertThat(waits(api -> api.post("/users/" + person + "/termination", Map.of())))
                .hasSizeLessThanOrEqualTo(13);
    }

    private List<String> waits(Function<Api, Answer> call) {
        house.ada().get("/me");
        statements.waits();
        var answer = call.apply(house.ada());
        assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
        return statements.waits().stream()
                .filter(wait -> !wait.equals(ONCE_A_SECOND))
                .toList();
    }

    private Answer create(Api api) {
        return api.post("/users", form());
    }

    private Map<String, Object> form() {
        return house.form("Olga", Stage.email("olga" + UUID.randomUUID()), "INTERNAL", "Viewer");
    }
}
