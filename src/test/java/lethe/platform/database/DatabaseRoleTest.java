package lethe.platform.database;

import static lethe.platform.database.Besieged.ACME;
import static lethe.platform.database.Besieged.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tries every object of the catalogue over the application role's connection: without an organisation in scope, no tenant's data
 * can be read or changed, and with one, no other tenant's. {@code database-role.txt} lists what the role may do.
 */
class DatabaseRoleTest extends ListedRole {
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
