package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.Api;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.retention.RetentionJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Expiry of unused invitations and of retained records. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
class EndingsTest {
    private static final String NAME = "Zenobia";

    @Autowired
    private Stage stage;

    @Autowired
    private MovedClock clock;

    @Autowired
    private RetentionJob retentionJob;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    private House house;
    private OrganisationId organisation;
    private Person olga;

    @BeforeEach
    void anOrganisationWithASecondAdmin() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        olga = house.person(stage.anybody(), "Olga", "ADMIN", "Administrator");
    }

    @AfterEach
    void resetTheClock() {
        clock.moveBack();
    }

    @Test
    void terminatesUnusedInvitationsWithAReceipt() throws InterruptedException {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");

        later(Duration.ofDays(90));

        var receipt = receipt(klara);
        assertThat(receipt.at("/receipt/self").asBoolean(true)).isFalse();
        assertThat(receipt.at("/receipt/terminatedBy").isMissingNode()).isTrue();
        var user = olgas().get("/users/" + klara);
        assertThat(user.text("status")).isEqualTo("TERMINATED");
        var entries =
                olgas().get("/audit?action=user.terminated&target=" + klara).json();
        assertThat(entries.at("/items/0/actor/kind").asString()).isEqualTo("SYSTEM");
    }

    @Test
    void waitsWhileASignInLinkIsValid() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        clock.moveAhead(Duration.ofDays(88));
        var link = olgas().post("/users/" + klara + "/sign-in-link", Map.of()).text("url");

        later(Duration.ofDays(94));
        assertThat(olgas().get("/users/" + klara).text("status")).isEqualTo("INVITED");
        assertThat(stage.anybody().post("/sign-in", Map.of("link", link)).status())
                .isEqualTo(200);

        later(Duration.ofDays(95).plusMinutes(1));
        assertThat(olgas().get("/users/" + klara).text("status")).isEqualTo("TERMINATED");
    }

    @Test
    void keepsUsersWhoSignedIn() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");

        later(Duration.ofDays(400));

        assertThat(olgas().get("/users/" + vera.id()).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void keepsSuspendedUsers() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        house.ada().post("/users/" + klara + "/suspension", Map.of("reason", "a dispute"));

        later(Duration.ofDays(400));

        assertThat(olgas().get("/users/" + klara).text("status")).isEqualTo("SUSPENDED");
    }

    @Test
    void keepsTheOnlyAdministrator() {
        var lonely = stage.house();
        var there = OrganisationId.parse(lonely.id()).orElseThrow();

        clock.moveAhead(Duration.ofDays(400));
        retentionJob.apply(there);
        retentionJob.apply(organisation);

        assertThat(count(there, "select count(*) from app_user where status = 'INVITED' and type = 'ADMIN'"))
                .isEqualTo(1);
        assertThat(count(organisation, "select count(*) from app_user where status = 'INVITED' and type = 'ADMIN'"))
                .as("there is Olga")
                .isZero();
    }

    @Test
    void erasesTheNameEverywhereWhenTheRecordEnds() {
        var zenobia = house.person(stage.anybody(), NAME, "INTERNAL", "Manager");
        var partner = zenobia.api().post("/partners", Map.of("name", "Nord")).text("id");
        zenobia.api().post("/partners/" + partner + "/deactivation", Map.of("reason", "closed"));
        var until = LocalDate.parse(house.ada()
                .post("/users/" + zenobia.id() + "/termination", Map.of())
                .json()
                .at("/retained/0/until")
                .asString());
        var midnight = until.atStartOfDay(ZoneOffset.UTC).toInstant();

        laterAt(midnight.minusSeconds(5));
        assertThat(olgas().get("/users/" + zenobia.id()).text("retainedUntil")).isEqualTo(until.toString());
        assertThat(olgas().get("/users/" + zenobia.id() + "/consents").body()).contains("CONTINUE");
        assertThat(olgas().get("/audit?target=" + zenobia.id()).body()).contains(NAME);

        var before = vacuumed();
        laterAt(midnight);
        var admin = olgas();
        assertThat(admin.get("/users/" + zenobia.id()).status()).isEqualTo(404);
        assertThat(admin.get("/users/" + zenobia.id() + "/consents").status()).isEqualTo(404);
        assertThat(admin.post("/users/" + zenobia.id() + "/termination", Map.of())
                        .status())
                .isEqualTo(404);
        var log = admin.get("/audit?target=" + zenobia.id());
        assertThat(log.json().path("items").size()).isPositive();
        assertThat(log.body()).contains(zenobia.id()).doesNotContain(NAME);
        for (var path : List.of("/users?status=TERMINATED", "/partners/" + partner, "/audit")) {
            assertThat(admin.get(path).status()).isEqualTo(200);
            assertThat(admin.get(path).body()).doesNotContain(NAME);
        }
        for (var page : List.of(
                "/partners/" + partner,
                "/audit",
                "/consents",
                "/audit/export.csv",
                "/users/" + zenobia.id() + "/receipt")) {
            assertThat(admin.page(page).status()).as(page).isEqualTo(200);
            assertThat(admin.page(page).body()).as(page).doesNotContain(NAME);
        }
        assertThat(admin.get("/users/" + zenobia.id() + "/receipt")
                        .json()
                        .at("/receipt/retained/0/until")
                        .asString())
                .isEqualTo(until.toString());
        everyColumnIsWithout(NAME.toLowerCase(java.util.Locale.ROOT));
        assertThat(vacuumed()).isGreaterThan(before);
    }

    @Test
    void theDatabaseRefusesToEndRecordsEarly() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        house.ada().post("/users/" + klara + "/termination", Map.of());

        assertThat(in(organisation, () -> jdbc.sql("select end_retained_records(current_date, 100)")
                        .query()
                        .listOfRows()))
                .isEmpty();
        in(organisation, () -> jdbc.sql("select end_consent_evidence(array(select id from app_user))")
                .query()
                .listOfRows());

        assertThat(count(
                        organisation,
                        "select count(*) from attestation where user_id = '"
                                + UserId.parse(klara).orElseThrow().value() + "'"))
                .isEqualTo(1);
    }

    @Test
    void laterSettingsDoNotChangeTheEndOnAReceipt() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        house.ada().post("/users/" + klara + "/termination", Map.of());
        var change = Map.of("limits", List.of(Map.of("kind", "RETAINED_RECORD", "amount", 1)));
        assertThat(house.ada().put("/organisation/retention", change).status()).isEqualTo(200);
        var vera =
                house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer").text("id");
        house.ada().post("/users/" + vera + "/termination", Map.of());

        later(Duration.ofDays(370));

        assertThat(olgas().get("/users/" + klara).status()).isEqualTo(200);
        assertThat(olgas().get("/users/" + vera).status()).isEqualTo(404);
    }

    private void later(Duration ahead) {
        clock.moveAhead(ahead);
        retentionJob.apply(organisation);
    }

    private void laterAt(Instant time) {
        clock.moveTo(time);
        retentionJob.apply(organisation);
    }

    private Api olgas() {
        return house.signedIn(stage.anybody(), olga);
    }

    /** Waits until the keys are destroyed in the background. */
    private JsonNode receipt(String person) throws InterruptedException {
        var olga = olgas();
        for (var wait = 0;
                wait < 200 && olga.get("/users/" + person + "/receipt").status() != 200;
                wait++) {
            Thread.sleep(50);
        }
        return olga.get("/users/" + person + "/receipt").json();
    }

    private void everyColumnIsWithout(String name) {
        var tables = in(organisation, () -> jdbc.sql("""
                        select relname
                        from pg_class
                        where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege(oid, 'select')
                        """).query(String.class).list());
        assertThat(tables).contains("app_user", "audit_entry", "termination", "own_consent");
        for (var table : tables) {
            assertThat(count(
                            organisation,
                            "select count(*) from " + table + " t where lower(t::text) like '%" + name + "%'"))
                    .as(table)
                    .isZero();
        }
    }

    private long vacuumed() {
        return Objects.requireNonNull(AsOwner.of(context)
                .queryForObject("select vacuum_count from pg_stat_user_tables where relname = 'app_user'", Long.class));
    }

    private long count(OrganisationId where, String sql) {
        return in(where, () -> jdbc.sql(sql).query(Long.class).single());
    }

    private <T> T in(OrganisationId where, java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(TenantContext.in(where, () -> transaction.execute(status -> work.get())));
    }
}
