package lethe.platform.database;

import java.util.Map.Entry;
import lethe.platform.kernel.StartupRefused;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refuses application roles that row-level security would not bind. */
final class ApplicationRole {
    private static final String TOO_MUCH = """
            select rolsuper                                                            as "is a superuser",
                   rolbypassrls                                                        as "has BYPASSRLS",
                   exists (select from pg_class
                           where relowner = pg_roles.oid
                           and relkind in ('r', 'p'))                                  as "owns a table",
                   exists (select from pg_class
                           where relowner <> pg_roles.oid
                           and relkind in ('r', 'p')
                           and pg_has_role(pg_roles.oid, relowner, 'member'))          as "is a member of a table's owner",
                   exists (select from pg_database
                           where datname = current_database()
                           and pg_has_role(pg_roles.oid, datdba, 'member'))            as "owns the database",
                   exists (select from pg_db_role_setting s, unnest(setconfig) as one
                           where setrole = pg_roles.oid
                           and one ~ '^(lethe[.]|search_path=|role=|session_authorization=|row_security=)')
                                                                                       as "has settings of its own (please run: alter role … reset all)"
            from pg_roles
            where rolname = current_user
            """;

    private ApplicationRole() {}

    static void check(DatabaseCredentials application) {
        var found =
                JdbcClient.create(application.unpooled()).sql(TOO_MUCH).query().singleRow();
        var faults = found.entrySet().stream()
                .filter(entry -> Boolean.TRUE.equals(entry.getValue()))
                .map(Entry::getKey)
                .toList();
        if (!faults.isEmpty()) {
            throw new StartupRefused("The role of LETHE_DATABASE_URL " + String.join(", ", faults)
                    + ": it must be bound by row-level security, see roles.sql.");
        }
    }
}
