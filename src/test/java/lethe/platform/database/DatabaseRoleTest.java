package lethe.platform.database;

import static lethe.platform.database.Besieged.ACME;
import static lethe.platform.database.Besieged.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lethe.ListedLines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries every object of the catalogue over the application role's connection: without an organisation in scope, no tenant's data
 * can be read or changed, and with one, no other tenant's. {@code database-role.txt} lists what the role may do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseRoleTest {
    private static final String GRANTED = """
            with granted as (
                select c.relname, c.relkind, upper(p.privilege) as privilege,
                       case when has_table_privilege(:role, c.oid, p.privilege) then ''
                            else (select '(' || string_agg(a.attname, ',' order by a.attname) || ')'
                                  from pg_attribute a
                                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                    and p.privilege in ('select', 'insert', 'update', 'references')
                                    and has_column_privilege(:role, c.oid, a.attnum,
                                            case when p.privilege in ('select', 'insert', 'update', 'references') then p.privilege
                                                 else 'select' end))
                       end as columns
                from pg_class c
                cross join (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger'))
                    as p (privilege)
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
            )
            select 'table ' || relname || ' ' || string_agg(lower(privilege) || columns, ' ' order by privilege)
            from granted
            where columns is not null
            group by relname
            union all
            select 'sequence ' || c.relname || ' ' || string_agg(p.privilege, ' ' order by p.privilege)
            from pg_class c
            cross join (values ('select'), ('update'), ('usage')) as p (privilege)
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
              and has_sequence_privilege(:role, c.oid, p.privilege)
            group by c.relname
            union all
            select 'function ' || p.oid::regprocedure
            from pg_proc p
            where p.pronamespace = 'public'::regnamespace and has_function_privilege(:role, p.oid, 'execute')
              and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            union all
            select 'extension ' || extname
            from pg_extension
            where extname <> 'plpgsql'
            order by 1
            """;

    private Besieged database;
    private Map<String, String> judged;

    @BeforeAll
    void besiege(@TempDir Path data) throws Exception {
        database = Besieged.on(data);
        judged = judged();
    }

    @AfterAll
    void leave() {
        database.close();
    }

    /**
     * One line for each object that the role may use: the object; for a function, after a colon, a hostile call; after a dash,
     * the reason.
     */
    private static Map<String, String> judged() {
        var lines = new LinkedHashMap<String, String>();
        ListedLines.of("database-role.txt").forEach(line -> {
            var parts = line.split(" : | — ", 2);
            lines.put(parts[0], parts.length > 1 ? parts[1] : "");
        });
        return lines;
    }

    @Test
    void everyGrantedObjectIsListed() throws SQLException {
        var role = database.attempt(null, "select current_user").answer().getFirst();

        var granted = database.asOwner(null, GRANTED.replace(":role", "'" + role + "'"));

        assertThat(granted)
                .as("whatever is new is to be judged, and then has a line in src/test/resources/database-role.txt")
                .containsExactlyInAnyOrderElementsOf(judged.keySet());
    }

    @Test
    void everyTableHasRowsOfBothOrganisations() throws SQLException {
        for (var table : database.tables()) {
            if (table.isTenants()) {
                for (var organisation : List.of(ACME, OTHER)) {
                    var own =
                            "select count(*) from " + table.name() + " where organisation_id = '" + organisation + "'";
                    assertThat(database.asOwner(organisation, own))
                            .as(table.name())
                            .doesNotContain("0");
                }
            }
        }
    }

    @Test
    void withoutAScopeNoRowsAreSeenOrChanged() throws SQLException {
        var found = new ArrayList<String>();
        for (var table : database.tables()) {
            if (table.isTenants()) {
                for (var sql : attacksOn(table.name(), "true")) {
                    if (!database.attempt(null, sql).isWithoutEffect()) {
                        found.add(sql);
                    }
                }
                assertThat(database.attempt(null, smuggled(table.name())).isRefused())
                        .as(table.name())
                        .isTrue();
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void withAScopeNoRowsOfOthersAreSeenOrChanged() throws SQLException {
        var found = new ArrayList<String>();
        for (var table : database.tables()) {
            if (table.isTenants()) {
                for (var sql : attacksOn(table.name(), "organisation_id = '" + OTHER + "'")) {
                    if (!database.attempt(ACME, sql).isWithoutEffect()) {
                        found.add(sql);
                    }
                }
                assertThat(database.attempt(ACME, smuggled(table.name())).isRefused())
                        .as(table.name())
                        .isTrue();
                assertThat(database.attempt(ACME, "update " + table.name() + " set organisation_id = '" + OTHER + "'")
                                .isRefused())
                        .as("rows of %s are given away", table.name())
                        .isTrue();
            }
        }
        assertThat(found).isEmpty();
    }

    /** Reads, locks, deletes and changes each column. */
    private List<String> attacksOn(String table, String where) throws SQLException {
        var attacks = new ArrayList<String>();
        for (var column : database.columns(table)) {
            attacks.add("select " + column + " from " + table + " where " + where);
            attacks.add("update " + table + " set " + column + " = " + column + " where " + where);
        }
        attacks.add("select 1 from " + table + " where " + where + " for update");
        attacks.add("delete from " + table + " where " + where);
        return attacks;
    }

    private static String smuggled(String table) {
        return "insert into " + table + " (organisation_id) values ('" + OTHER + "')";
    }

    @Test
    void noTableCanBeTruncatedAlteredOrDropped() throws SQLException {
        for (var table : database.tables()) {
            for (var sql : List.of(
                    "truncate %s",
                    "drop table %s",
                    "alter table %s disable row level security",
                    "alter table %s no force row level security",
                    "alter table %s add column extra text",
                    "alter table %s disable trigger all",
                    "create index on %s (ctid)",
                    "create policy mine on %s using (true)",
                    "create rule mine as on delete to %s do instead nothing",
                    "create trigger mine before insert on %s execute function tsvector_update_trigger()",
                    "comment on table %s is 'mine'")) {
                assertThat(database.attempt(null, sql.formatted(table.name())).state())
                        .as(sql, table.name())
                        .isNotNull();
            }
        }
    }

    @Test
    void noFunctionExceedsTheScope() throws SQLException {
        database.commit(null, "select enrol_everywhere('RETENTION', now())");
        var calls = calls();
        var others = othersIds();
        var theirs = database.digest(OTHER);
        var ours = database.digest(ACME);
        var common = database.digest(null);

        for (var call : calls) {
            database.commit(null, call);
        }
        assertThat(database.digest(ACME)).isEqualTo(ours);
        for (var call : calls) {
            var answer = database.commit(ACME, call).answer();
            assertThat(String.join(" ", answer)).as(call).doesNotContain(others);
        }

        assertThat(database.digest(OTHER)).isEqualTo(theirs);
        assertThat(database.digest(null)).isEqualTo(common);
    }

    /** Every column that could lead to a person of the other organisation. */
    private List<String> othersIds() throws SQLException {
        return ofTheOther(
                "id::text from app_user",
                "user_id::text from account",
                "user_id::text from credential",
                "subject::text from pending_forgetting",
                "nullif(subject, organisation_id)::text from work",
                "first_name from app_user",
                "name from partner");
    }

    /** The owner is a member of the role that searches all organisations and therefore sees more than the scope. */
    private List<String> ofTheOther(String... selections) throws SQLException {
        var values = new ArrayList<String>();
        for (var selection : selections) {
            values.addAll(database.asOwner(OTHER, "select " + selection + " where organisation_id = '" + OTHER + "'"));
        }
        values.remove("null");
        return values;
    }

    private List<String> calls() throws SQLException {
        var slots = ofTheOther("key_slot from account", "slot from organisation_key", "slot from pending_forgetting");
        var entry = ofTheOther("id from audit_entry").getFirst();
        var subjects = ofTheOther("subject from pending_forgetting", "user_id from account");
        return judged.entrySet().stream()
                .filter(line -> line.getKey().startsWith("function "))
                .flatMap(line -> List.of(line.getValue().split(" — ", 2)[0].split("; ")).stream())
                .map(call -> call.replace("SLOTS", "array[" + String.join(",", slots) + "]::bigint[]")
                        .replace("SUBJECTS", "array['" + String.join("','", subjects) + "']::uuid[]")
                        .replace("SUBJECT", "'" + subjects.getFirst() + "'::uuid")
                        .replace("ENTRY", "'" + entry + "'::uuid")
                        .replace("ORGANISATION", "'" + OTHER + "'::uuid"))
                .toList();
    }

    @Test
    void everyFunctionHasAHostileCall() {
        assertThat(judged).allSatisfy((thing, why) -> {
            if (thing.startsWith("function ")) {
                assertThat(why).as(thing).contains("select ");
            }
        });
    }

    @Test
    void sequencesOnlyAdvance() throws SQLException {
        assertThat(database.attempt(null, "select nextval('key_slot')").state()).isNull();
        for (var sql :
                List.of("select setval('key_slot', 1)", "alter sequence key_slot restart", "drop sequence key_slot")) {
            assertThat(database.attempt(null, sql).isRefused()).as(sql).isTrue();
        }
        var last = database.attempt(null, "select nextval('key_slot')").answer().getFirst();
        database.commit(null, "select raise_key_slot(0)");
        assertThat(database.attempt(null, "select nextval('key_slot') > " + last)
                        .answer())
                .containsExactly("t");
        assertThat(database.attempt(null, "select raise_key_slot(9000000000000000000)")
                        .isRefused())
                .isTrue();
    }
}
