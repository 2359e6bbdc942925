package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.Stage;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Records of terminated users end when their receipts say so. */
class EndingsTest extends OrganisationWithSecondAdmin {
    private static final String NAME = "Zenobia";

    @Autowired
    private ApplicationContext context;

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

    private void laterAt(Instant time) {
        clock.moveTo(time);
        retentionJob.apply(organisation);
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
}
