package lethe.platform.database;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lethe.platform.kernel.StartupRefused;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The requirements for an external server, checked before the first migration instead of failing later. Each fault is one
 * sentence with its remedy.
 */
final class Suitability {
    private static final int VERSION = 15;

    /** Compares bytes, and only with UTF-8: a server without these letters would reject them as literals. */
    private static final String LETTERLESS = """
            case when current_setting('server_encoding') = 'UTF8'
                 then lower(convert_from('\\xc384c581', current_setting('server_encoding')))
                      <> convert_from('\\xc3a4c582', current_setting('server_encoding'))
                 else false
            end
            """;

    /** A condition in SQL, and the fault if it is true. */
    private static final Map<String, String> FAULTS = faults();

    private Suitability() {}

    private static Map<String, String> faults() {
        var faults = new LinkedHashMap<String, String>();
        faults.put(
                "current_setting('server_version_num')::integer < " + VERSION * 10_000,
                "is older than PostgreSQL " + VERSION + ": please use " + VERSION + " or later");
        faults.put(
                "current_setting('server_encoding') <> 'UTF8'",
                "does not store text in UTF-8, so most names could not be stored: create it again with"
                        + " encoding 'UTF8' template template0");
        faults.put(
                LETTERLESS,
                "knows no letters beyond ASCII, so names would not be found: create it again with"
                        + " lc_ctype 'C.UTF-8', or that of a language in UTF-8, template template0");
        faults.put(
                "not exists (select from pg_collation where collname = 'und-x-icu')",
                "was built without ICU, which sorts lists: please use one built with ICU");
        faults.put(
                "(select count(*) from pg_available_extensions where name in ('pg_trgm', 'unaccent', 'btree_gin')) < 3",
                "lacks the extensions pg_trgm, unaccent and btree_gin: please install them (postgresql-contrib)");
        faults.put(
                "pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean",
                "is read-only: name the server that accepts writes");
        faults.put(
                "current_setting('default_transaction_isolation') <> 'read committed'",
                "uses a different isolation level than Lethe needs: set"
                        + " default_transaction_isolation = 'read committed'");
        faults.put(
                "current_setting('row_security') <> 'on'",
                "returns an error instead of filtering by row-level security: set row_security = on");
        return faults;
    }

    /** @param variable the environment variable with the URL */
    static void check(DatabaseCredentials credentials, String variable) {
        var jdbc = new JdbcTemplate(credentials.unpooled());
        var faults = FAULTS.entrySet().stream()
                .filter(fault -> Boolean.TRUE.equals(jdbc.queryForObject("select " + fault.getKey(), Boolean.class)))
                .map(Map.Entry::getValue)
                .toList();
        if (!faults.isEmpty()) {
            throw refused(variable, faults);
        }
        requireTransactions(credentials, variable);
    }

    private static void requireTransactions(DatabaseCredentials credentials, String variable) {
        try {
            var source = credentials.unpooled();
            var manager = new DataSourceTransactionManager(source);
            new TransactionTemplate(manager)
                    .executeWithoutResult(status -> new JdbcTemplate(source).queryForList("select 1"));
        } catch (DataAccessException | TransactionException failure) {
            throw refused(
                    variable,
                    List.of("does not keep transactions together: a pooler in front of it must be in session or "
                            + "transaction mode, not in statement mode"));
        }
    }

    private static StartupRefused refused(String variable, List<String> faults) {
        return new StartupRefused("The database that " + variable + " names " + String.join("; and it ", faults) + ".");
    }

    /** Whether a pooler shares server connections between clients. */
    static boolean isBehindPooler(DatabaseCredentials credentials) {
        try (var connection = credentials.unpooled().getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select pg_backend_pid()")) {
            return answer.next()
                    && answer.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException away) {
            return false;
        }
    }
}
