package lethe.lifecycle.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@LetheTest
class AccessFindingsTest {
    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private House house;
    private Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

    @Test
    void eachFindingAppliesOnlyToItsUsers() {
        var waiting = create("Klara", "INTERNAL");
        var late = create("Late", "INTERNAL");
        inHouse("update credential set first_secret_expires = now() - interval '1 minute' where user_id = :id", late);
        var renewed = create("Renewed", "INTERNAL");
        inHouse(
                "update credential set first_secret_expires = now() - interval '1 minute' where user_id = :id",
                renewed);
        ada.post("/users/" + renewed + "/sign-in-link", Map.of());
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").id();
        inHouse(
                "update account set last_month = date_trunc('month', now() at time zone 'UTC') - interval '7 months' where user_id = :id",
                vera);
        var leo = house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer").id();
        inHouse(
                "update account set last_month = date_trunc('month', now() at time zone 'UTC') - interval '6 months' where user_id = :id",
                leo);
        var edo = create("Edo", "EXTERNAL");
        ada.patch("/users/" + edo, Map.of("accessUntil", yesterday().toString()));
        var today = create("Today", "EXTERNAL");
        ada.patch(
                "/users/" + today, Map.of("accessUntil", yesterday().plusDays(1).toString()));

        assertThat(found("NEVER_SIGNED_IN")).containsExactlyInAnyOrder(waiting, late, renewed, edo, today);
        assertThat(found("SECRET_LAPSED")).containsExactly(late);
        assertThat(found("NOT_SEEN")).as("six whole months").containsExactly(vera);
        assertThat(found("NOT_SEEN?months=5")).containsExactlyInAnyOrder(vera, leo);
        assertThat(found("ACCESS_ENDED")).containsExactly(edo);
        assertThat(found("NEVER_SIGNED_IN?type=EXTERNAL")).containsExactlyInAnyOrder(edo, today);
        assertThat(ada.get("/users/findings")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(one -> one.path("finding").asString() + " "
                                + one.path("people").asInt()))
                .containsExactly("NEVER_SIGNED_IN 5", "SECRET_LAPSED 1", "NOT_SEEN 1", "ACCESS_ENDED 1");
        var first = ada.get("/users/findings/NEVER_SIGNED_IN?limit=2");
        assertThat(first.json().path("items")).hasSize(2);
        assertThat(ada.get("/users/findings/NEVER_SIGNED_IN?limit=200&after=" + first.text("next"))
                        .json()
                        .path("items"))
                .hasSize(3);
    }

    @Test
    void recordsTheMonthOfLastUseOncePerMonth() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        assertThat(inHouse("select last_month::text from account where user_id = :id", String.class, vera.id()))
                .isEqualTo(month.toString());
        var token = stage.anybody()
                .as(vera.api().post("/me/tokens", Map.of("name", "crm")).text("token"));
        var written = inHouse("select xmin::text from account where user_id = :id", String.class, vera.id());

        token.get("/me");
        vera.api().get("/me");
        inHouse("update session set last_seen_at = now() - interval '2 minutes' where user_id = :id", vera.id());
        vera.api().get("/me");
        assertThat(inHouse("select xmin::text from account where user_id = :id", String.class, vera.id()))
                .isEqualTo(written);

        inHouse("update account set last_month = '2020-01-01' where user_id = :id", vera.id());
        inHouse("update session set last_seen_at = now() - interval '2 minutes' where user_id = :id", vera.id());
        vera.api().get("/me");
        assertThat(inHouse("select last_month::text from account where user_id = :id", String.class, vera.id()))
                .isEqualTo(month.toString());
        inHouse("update account set last_month = '2020-01-01' where user_id = :id", vera.id());
        inHouse("update access_token set last_used_on = '2020-01-01' where user_id = :id", vera.id());
        token.get("/me");
        assertThat(inHouse("select last_month::text from account where user_id = :id", String.class, vera.id()))
                .isEqualTo(month.toString());
    }

    @Test
    void sessionsTokensAndPasswordsStopAfterTheLastDay() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        var token = stage.anybody()
                .as(edo.api().post("/me/tokens", Map.of("name", "crm")).text("token"));
        assertThat(ada.patch(
                                "/users/" + edo.id(),
                                Map.of("accessUntil", yesterday().toString()))
                        .status())
                .isEqualTo(200);

        assertThat(edo.api().get("/me").status()).isEqualTo(401);
        assertThat(token.get("/me").status()).isEqualTo(401);
        var form = Map.of("organisation", house.slug(), "email", edo.email(), "password", Stage.PASSWORD);
        assertThat(stage.anybody().post("/sign-in", form).problem()).isEqualTo("sign-in-failed");
        assertThat(ada.page("/users").body()).contains("One external user’s access has ended");

        ada.patch("/users/" + edo.id(), Map.of("accessUntil", "2099-12-31"));
        assertThat(token.get("/me").status()).isEqualTo(200);
        assertThat(ada.page("/users").body()).doesNotContain("has ended");
    }

    private String create(String name, String type) {
        return house.create(name, Stage.email("k"), type, "Viewer").text("id");
    }

    private List<String> found(String which) {
        return ada.get("/users/findings/" + which)
                .json()
                .path("items")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private static LocalDate yesterday() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1);
    }

    private void inHouse(String sql, String person) {
        TenantContext.run(
                organisation(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql(sql)
                        .param("id", UserId.parse(person).orElseThrow().value())
                        .update()));
    }

    private <T> T inHouse(String sql, Class<T> type, String person) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(sql)
                        .param("id", UserId.parse(person).orElseThrow().value())
                        .query(type)
                        .single()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
