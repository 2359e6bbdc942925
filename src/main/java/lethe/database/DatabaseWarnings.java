package lethe.database;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an own server's settings let into its log that should not be there: sentences for whoever looks at health. */
public record DatabaseWarnings(List<String> sentences) {
    private static final Map<String, String> WANTED = new TreeMap<>(Map.of(
            "log_error_verbosity", "terse",
            "log_min_error_statement", "panic",
            "log_parameter_max_length", "0",
            "log_parameter_max_length_on_error", "0"));

    public DatabaseWarnings {
        sentences = List.copyOf(sentences);
    }

    static DatabaseWarnings of(DataSource dataSource) {
        var client = JdbcClient.create(dataSource);
        return new DatabaseWarnings(WANTED.entrySet().stream()
                .filter(setting -> !setting.getValue().equals(current(client, setting.getKey())))
                .map(setting -> "The database's log may hold personal data: please set " + setting.getKey() + " = "
                        + setting.getValue())
                .toList());
    }

    private static String current(JdbcClient client, String setting) {
        return client.sql("select current_setting(:setting)")
                .param("setting", setting)
                .query(String.class)
                .single();
    }
}
