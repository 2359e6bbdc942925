package lethe.audit.keys;

import java.util.List;
import java.util.Map;
import lethe.platform.database.AsOwner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes the stored keys as the owner of the database can, and restores them after the test. */
final class KeyTable {
    private final JdbcTemplate owner;
    private final List<Map<String, Object>> keys;
    private final List<Map<String, Object>> links;

    KeyTable(ApplicationContext context) {
        owner = AsOwner.of(context);
        keys = owner.queryForList("select * from signing_key");
        links = owner.queryForList("select * from signing_link");
    }

    void change(String statement, Object... parameters) {
        owner.update(statement, parameters);
    }

    void putBack() {
        owner.execute("delete from signing_link; delete from signing_key");
        keys.forEach(row -> insert("signing_key", row));
        links.forEach(row -> insert("signing_link", row));
    }

    private void insert(String table, Map<String, Object> row) {
        owner.update(
                "insert into " + table + " (" + String.join(", ", row.keySet()) + ") values (?"
                        + ", ?".repeat(row.size() - 1) + ")",
                row.values().toArray());
    }
}
