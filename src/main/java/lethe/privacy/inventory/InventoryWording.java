package lethe.privacy.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import lethe.platform.personaldata.InBrowser;
import lethe.privacy.inventory.Terms.Fate;
import org.springframework.context.MessageSource;

/** The inventory's keys in one language. A key without words fails a test; in use it stands for itself. */
final class InventoryWording {
    private static final String OWN = "6(1)(a)";
    private final MessageSource messages;
    private final Locale language;
    private final Map<String, String> periods;

    /** @param periods how long each kind is kept, by the name that stands in brackets where words have a period */
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

    /** What is in the person's browser, and not here. */
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

    /** What a table is about and what of it; a single thing is not named twice. */
    String what(String table, List<PersonalDataField> data) {
        var columns = columns(data);
        return columns.equalsIgnoreCase(table(table)) ? table(table) : table(table) + ": " + columns;
    }

    String group(Group group) {
        return text("inventory.group." + group.key());
    }

    /** The group as a processing activity, in the words of those who keep the record. */
    String activity(Group group) {
        return text("inventory.activity." + group.key());
    }

    String table(String table) {
        return text("inventory.table." + table);
    }

    private String columns(List<PersonalDataField> columns) {
        return columns.stream().map(this::column).distinct().collect(Collectors.joining(", "));
    }

    /** A column of its own name or, where tables share it, the name alone. */
    String column(PersonalDataField datum) {
        var own = messages.getMessage("inventory.column." + datum.name(), null, null, language);
        return own == null ? text("inventory.column." + datum.column()) : own;
    }

    String purpose(String key) {
        return text("inventory.purpose." + key);
    }

    /** Whoever has left consents no more: what stays has another ground from then on. */
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
