package lethe.privacy.subjectaccess;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.TypeId;
import lethe.privacy.inventory.PersonalDataField;

/** Ids as the rest of the product writes them, told by the names of their columns. */
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

    /** A subject is whoever asks: other rows of those tables are not theirs, and not read. */
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

    /** Whether rows have an id, which begins with the time at which it was given. */
    static boolean isNumbered(String table) {
        return OF_TABLES.containsKey(table);
    }

    /** The id in a column of a row. */
    static String text(PersonalDataField datum, Map<String, Object> row, UUID id) {
        if (datum.column().equals(OF_ANYTHING)) {
            return id.toString();
        }
        var kind = row.get(datum.column().replaceAll("_id$", "_kind"));
        return datum.column().endsWith("_id") && kind instanceof String word
                ? TypeId.text(kind(word), id)
                : TypeId.text(prefix(datum), id);
    }

    /** A column that nobody has thought of must not be taken for a user's. */
    private static String prefix(PersonalDataField datum) {
        var known = datum.column().equals(ID)
                ? OF_TABLES.get(datum.table())
                : TableWithUsers.refersToSomebody(datum) ? USER : OF_COLUMNS.get(datum.column());
        return Optional.ofNullable(known)
                .orElseThrow(() -> new IllegalStateException("What " + datum.name() + " is the id of is not known."));
    }

    private static String kind(String word) {
        return word.equals("organisation") ? "org" : word.toLowerCase(Locale.ROOT);
    }
}
