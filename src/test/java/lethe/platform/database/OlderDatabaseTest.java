package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Migrates a database of version 49, with a row in every table, as a start would. */
class OlderDatabaseTest {
    private static final String BEFORE = "49";

    /** Emptied deliberately (V053): older secrets were hashed without a key and were valid for at most a day. */
    private static final Set<String> EMPTIED = Set.of("operator_secret");

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path data;

    private static EmbeddedServer server;
    private static JdbcTemplate owner;
    private static Map<String, List<String>> before;

    @BeforeAll
    static void bringUpToDate() {
        server = Servers.start(data);
        owner = new JdbcTemplate(server.owner().unpooled());
        migrate(BEFORE);
        var rows = new OlderRows(owner);
        var forced = forcedTables();
        forced.forEach(table -> owner.execute("alter table " + table + " no force row level security"));
        rows.fill();
        owner.update("""
                insert into app_user (id, organisation_id, first_name, last_name, type, status, created_at, created_by_kind,
                    terminated_at, retained_until)
                values (gen_random_uuid(), ?, 'Edo', 'Externo', 'EXTERNAL', 'TERMINATED', now(), 'OPERATOR', now(), '2036-11-01')
                """, OlderRows.ID);
        before = rows.all();
        owner.update(
                "insert into import_problem select organisation_id, import_id, 0, 'file', 'x' from import_problem");
        // As at a real start: otherwise a migration that must change rows of all organisations sees none of them.
        forced.forEach(table -> owner.execute("alter table " + table + " force row level security"));

        migrate("latest");

        forcedTables().forEach(table -> owner.execute("alter table " + table + " no force row level security"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void losesNoRowAndChangesNoValue() {
        var after = new OlderRows(owner).all();

        assertThat(before)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
        before.forEach((table, rows) -> {
            var left = after.getOrDefault(table, List.of());
            assertThat(left).as(table).hasSize(EMPTIED.contains(table) ? 0 : rows.size());
            for (var row = 0; row < left.size(); row++) {
                assertThat(lost(rows.get(row), left.get(row))).as(table).isEmpty();
            }
        });
    }

    @Test
    void newColumnsHaveTheRightValueForOldRows() {
        assertThat(owner.queryForMap("select reason, enhanced, handed_over from mail"))
                .containsEntry("reason", null)
                .containsEntry("enhanced", null)
                .containsEntry("handed_over", false);
        assertThat(owner.queryForMap("select nonce, former_nonce, taken_up_at from installation")
                        .values())
                .containsOnlyNulls();
        assertThat(owner.queryForMap("select created_id, key from operator_idempotency_key"))
                .containsEntry("created_id", OlderRows.ID)
                .extractingByKey("key")
                .asString()
                .matches("sha256:[0-9a-f]{56}");
    }

    /** For older deliveries it is unknown whether a server accepted them; for new ones it is recorded. */
    @Test
    void onlyOldDeliveriesCountAsHandedOver() {
        assertThat(owner.queryForObject("select handed_over from delivery", Boolean.class))
                .isTrue();

        owner.update("""
                insert into delivery (organisation_id, id, issue_id, user_id, state, due)
                select organisation_id, gen_random_uuid(), issue_id, id, 'WAITING', now()
                from mailing join app_user using (organisation_id)
                where app_user.status = 'TERMINATED'
                """);

        assertThat(owner.queryForList("select handed_over from delivery order by 1", Boolean.class))
                .containsExactly(false, true);
        owner.update("delete from delivery where not handed_over");
    }

    /** Older keys that are too long are left alone and reported by the consistency check; none is added. */
    @Test
    void onlyKeyConstraintsAreLimitedToNewRows() {
        assertThat(owner.queryForList("select conname from pg_constraint where not convalidated", String.class))
                .containsExactlyInAnyOrder("signing_key_is_short", "signing_link_is_short");
        assertThat(owner.queryForObject("select length(id) from signing_key", Integer.class))
                .isEqualTo(50);

        assertThatThrownBy(() -> owner.update("""
                        insert into signing_key (id, row_id, public_key, private_key, created_at)
                        select repeat('l', 50), gen_random_uuid(), public_key, private_key, created_at from signing_key
                        """))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("signing_key_is_short");
        assertThatThrownBy(() -> owner.update("insert into signing_link values (repeat('l', 50), '')"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("signing_link_is_short");
    }

    /** It was computed from e-mail addresses; the problems of lines are kept. */
    @Test
    void dropsTheFingerprintOfImportedFiles() {
        assertThat(owner.queryForList("select line from import_problem", Integer.class))
                .containsExactly(1);
    }

    @Test
    void waitingWorkBelongsToItsOrganisation() {
        assertThat(owner.queryForList("select organisations_with_work('MAIL', now())::text", String.class))
                .containsExactly(OlderRows.ID.toString());
        assertThat(owner.queryForList("select organisations_with_work('MAIL', '2020-01-01')::text", String.class))
                .isEmpty();
    }

    /** Former values that are missing or different: a removed column or a changed value. */
    private static List<String> lost(String before, String after) {
        var now = JSON.readTree(after);
        var lost = new ArrayList<String>();
        for (var one : JSON.readTree(before).properties()) {
            var isMoved = one.getKey().equals("repeat_key");
            if (!isMoved && !one.getValue().equals(now.path(one.getKey()))) {
                lost.add(one.getKey() + ": " + one.getValue() + " became " + now.path(one.getKey()));
            }
        }
        return lost;
    }

    private static List<String> forcedTables() {
        return owner.queryForList(
                "select oid::regclass::text from pg_class where relforcerowsecurity and relnamespace = 'public'::regnamespace",
                String.class);
    }

    private static void migrate(String target) {
        var application = new JdbcTemplate(server.application().unpooled())
                .queryForObject("select quote_ident(current_user)", String.class);
        Flyway.configure()
                .dataSource(server.owner().unpooled())
                .placeholders(Map.of("application", Objects.requireNonNull(application)))
                .target(target)
                .load()
                .migrate();
    }
}
