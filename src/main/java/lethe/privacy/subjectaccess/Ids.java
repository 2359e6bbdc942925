package lethe.privacy.subjectaccess;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** Ids as the rest of the product writes them, told by the names of their columns. */
final class Ids {
    private static final Map<String, String> OF_TABLES =
            Map.of("app_user", "user", "access_token", "token", "audit_entry", "entry");
    private static final Map<String, String> OF_COLUMNS = Map.of(
            "role_id",
            "role",
            "last_role_id",
            "role",
            "receipt_id",
            "receipt",
            "entry_id",
            "entry",
            "partner_id",
            "partner");
    private static final String OF_ANYTHING = "created_id";
    private static final String USER = "user";

    private Ids() {}

    /** The id in a column of a row; where nothing tells another kind it is a user's. */
    static String text(String table, String column, Map<String, Object> row, UUID id) {
        if (column.equals(OF_ANYTHING)) {
            return id.toString();
        }
        var kind = row.get(column.replaceAll("_id$", "_kind"));
        if (column.endsWith("_id") && kind instanceof String word) {
            return TypeId.text(kind(word), id);
        }
        return TypeId.text(
                column.equals("id") ? OF_TABLES.getOrDefault(table, table) : OF_COLUMNS.getOrDefault(column, USER), id);
    }

    private static String kind(String word) {
        return word.equals("organisation") ? "org" : word.toLowerCase(Locale.ROOT);
    }
}
