package lethe.privacy.subjectaccess;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.TypeId;
import lethe.privacy.inventory.PersonalDataField;

/** Formats ids with their type prefix, derived from table and column names. */
final class Ids {
    static final String ID = "id";
    private static final String USER = "user";
    private static final String OF_ANYTHING = "created_id";

    private static final Map<String, String> OF_TABLES = Map.ofEntries(
            Map.entry("app_user", USER),
            Map.entry("attestation", "attestation"),
            Map.entry("own_consent", "own_consent"),
            Map.entry("session", "session"),
            Map.entry("access_token", "token"),
            Map.entry("mail", "mail"),
            Map.entry("newsletter_consent", "newsletter_consent"),
            Map.entry("delivery", "delivery"),
            Map.entry("audit_entry", "entry"),
            Map.entry("partner", "partner"),
            Map.entry("user_import", "import"),
            Map.entry("access_review", "review"));

    /** A subject is always the caller: other rows of those tables are not read. */
    private static final Map<String, String> OF_COLUMNS = Map.of(
            "role_id",
            "role",
            "last_role_id",
            "role",
            "receipt_id",
            "receipt",
            "entry_id",
            "entry",
            "newsletter_id",
            "newsletter",
            "issue_id",
            "issue",
            "subject",
            USER);

    private Ids() {}

    /** Whether the table has UUIDv7 ids, which sort by creation time. */
    static boolean isNumbered(String table) {
        return OF_TABLES.containsKey(table);
    }

    /** Formats the id in a column of a row. */
    static String text(PersonalDataField field, Map<String, Object> row, UUID id) {
        if (field.column().equals(OF_ANYTHING)) {
            return id.toString();
        }
        var kind = row.get(field.column().replaceAll("_id$", "_kind"));
        return field.column().endsWith("_id") && kind instanceof String word
                ? TypeId.text(kind(word), id)
                : TypeId.text(prefix(field), id);
    }

    /** Throws for unknown columns, so that their ids are not mistaken for user ids. */
    private static String prefix(PersonalDataField field) {
        var known = field.column().equals(ID)
                ? OF_TABLES.get(field.table())
                : TableWithUsers.refersToPeople(field) ? USER : OF_COLUMNS.get(field.column());
        return Optional.ofNullable(known)
                .orElseThrow(() -> new IllegalStateException("No id prefix is known for " + field.name() + "."));
    }

    private static String kind(String word) {
        return word.equals("organisation") ? "org" : word.toLowerCase(Locale.ROOT);
    }
}
