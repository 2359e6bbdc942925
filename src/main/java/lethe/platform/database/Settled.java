package lethe.platform.database;

import java.sql.SQLException;

/** Whether the application's role has exactly the rights that {@code database.sql} gives it. */
final class Settled {
    private static final String SQL = """
            select not has_function_privilege('pg_catalog.lo_create(oid)', 'execute')
               and not has_database_privilege(current_database(), 'temporary')
               and not exists (select
                               from pg_db_role_setting
                               where setrole = (select oid from pg_roles where rolname = current_user))
            """;

    private Settled() {}

    /** False if the role cannot sign in with its password. */
    static boolean is(DatabaseServer server) {
        try (var connection = server.application().unpooled().getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(SQL)) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException refused) {
            return false;
        }
    }
}
