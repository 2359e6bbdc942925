package lethe.platform.database;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import lethe.platform.kernel.ResultColumns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Risky settings of the operator's database server, as sentences for health and the operator. */
public record DatabaseWarnings(List<String> sentences) {
    private static final Map<String, String> SILENT = new TreeMap<>(Map.of(
            "log_error_verbosity", "terse",
            "log_min_error_statement", "panic",
            "log_parameter_max_length", "0",
            "log_parameter_max_length_on_error", "0"));
    private static final List<String> LASTING = List.of("fsync", "full_page_writes");
    private static final Duration APART = Duration.ofSeconds(30);

    public DatabaseWarnings {
        sentences = List.copyOf(sentences);
    }

    static DatabaseWarnings of(DataSource dataSource, Clock clock) {
        var client = JdbcClient.create(dataSource);
        var sentences = new ArrayList<String>();
        SILENT.forEach((setting, wanted) -> {
            if (!current(client, setting).equals(wanted)) {
                sentences.add("The database's log may contain personal data: set " + setting + " = " + wanted);
            }
        });
        LASTING.stream()
                .filter(setting -> !current(client, setting).equals("on"))
                .forEach(setting -> sentences.add(lost(setting)));
        if (current(client, "synchronous_commit").equals("off")) {
            sentences.add(lost("synchronous_commit"));
        }
        if (may(client, "has_function_privilege('pg_catalog.lo_create(oid)', 'execute')")
                || may(client, "has_database_privilege(current_database(), 'temporary')")) {
            sentences.add("The application's role has more rights in the database than it needs: run database.sql "
                    + "in it again, as a superuser.");
        }
        if (apart(client, clock).compareTo(APART) > 0) {
            sentences.add("The clocks of this machine and of the database are "
                    + apart(client, clock).toSeconds()
                    + " seconds apart: synchronise both with NTP, because both decide when something expires.");
        }
        return new DatabaseWarnings(sentences);
    }

    private static String lost(String setting) {
        return "Confirmed changes may be lost if the database's machine fails: set " + setting + " = on";
    }

    private static boolean may(JdbcClient client, String privilege) {
        return client.sql("select " + privilege).query(Boolean.class).single();
    }

    private static Duration apart(JdbcClient client, Clock clock) {
        var there = client.sql("select clock_timestamp()")
                .query((row, number) -> ResultColumns.instant(row, "clock_timestamp"))
                .single();
        return Duration.between(there, clock.instant()).abs();
    }

    private static String current(JdbcClient client, String setting) {
        return client.sql("select current_setting(:setting)")
                .param("setting", setting)
                .query(String.class)
                .single();
    }
}
