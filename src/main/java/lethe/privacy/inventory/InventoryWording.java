package lethe.privacy.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import lethe.platform.personaldata.InBrowser;
import lethe.privacy.inventory.Terms.Fate;
import org.springframework.context.MessageSource;

/** The inventory's keys in one language. A key without a message is shown as it is; a test fails in that case. */
final class InventoryWording {
    private static final String OWN = "6(1)(a)";
    private final MessageSource messages;
    private final Locale language;
    private final Map<String, String> periods;

    /** @param periods retention periods by category key; they replace the key in square brackets in messages */
    InventoryWording(MessageSource messages, Locale language, Map<String, String> periods) {
        this.messages = messages;
        this.language = language;
        this.periods = periods;
    }

    InventoryRow line(List<PersonalDataField> together) {
        var first = together.getFirst();
        var terms = first.terms();
        return new InventoryRow(
                first.table(),
                together.stream().map(PersonalDataField::column).toList(),
                what(first.table(), together),
                text("inventory.purpose." + terms.purpose()),
                basis(terms),
                retention(terms),
                text("inventory.recipients." + terms.recipients()),
                text("inventory.fate." + terms.atTermination()));
    }

    /** Describes data stored in the person's browser, not in the database. */
    InventoryRow line(InBrowser what) {
        var key = "inventory.browser." + what.key();
        return new InventoryRow(
                "browser",
                List.of(what.cookie()),
                text(key) + " (`" + what.cookie() + "`)",
                text(key + ".purpose"),
                text("inventory.browser.basis"),
                text(key + ".retention"),
                text("inventory.browser.recipients"),
                text("inventory.browser.end"));
    }

    /** The title of a table and its columns; not repeated where both are the same. */
    String what(String table, List<PersonalDataField> data) {
        var columns = columns(data);
        return columns.equalsIgnoreCase(table(table)) ? table(table) : table(table) + ": " + columns;
    }

    String group(Group group) {
        return text("inventory.group." + group.key());
    }

    /** The name of the processing activity in the Art. 30 record. */
    String activity(Group group) {
        return text("inventory.activity." + group.key());
    }

    String table(String table) {
        return text("inventory.table." + table);
    }

    private String columns(List<PersonalDataField> columns) {
        return columns.stream().map(this::column).distinct().collect(Collectors.joining(", "));
    }

    /** The label of this very column or, failing that, the label shared by all columns of this name. */
    String column(PersonalDataField field) {
        var own = messages.getMessage("inventory.column." + field.name(), null, null, language);
        return own == null ? text("inventory.column." + field.column()) : own;
    }

    String purpose(String key) {
        return text("inventory.purpose." + key);
    }

    /** After a termination there is no consent, so data that is retained then has another legal basis. */
    String basis(Terms terms) {
        var key = terms.basis().equals(OWN) && terms.atTermination() == Fate.RETAINED ? OWN + ".then" : terms.basis();
        return text("inventory.basis." + key);
    }

    String retention(Terms terms) {
        var words = text("inventory.retention." + terms.retention());
        for (var period : periods.entrySet()) {
            words = words.replace("[" + period.getKey() + "]", period.getValue());
        }
        return words;
    }

    String text(String key, Object... arguments) {
        return Objects.requireNonNull(
                messages.getMessage(key, arguments, key.substring(key.lastIndexOf('.') + 1), language));
    }
}
