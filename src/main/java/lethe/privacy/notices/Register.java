package lethe.privacy.notices;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.InventoryRow;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The third layer of a notice: everything that is stored of a user, from the current inventory, in Markdown. */
@Component
class Register {
    private static final List<String> COLUMNS =
            List.of("what", "purpose", "basis", "retention", "recipients", "at-termination");
    private final Inventory inventory;
    private final MessageSource messages;

    Register(Inventory inventory, MessageSource messages) {
        this.inventory = inventory;
        this.messages = messages;
    }

    String text(Locale language) {
        var stored = inventory.groups(language).entrySet().stream()
                .map(group -> section(inventory.group(group.getKey(), language), group.getValue(), language));
        var browser = section(
                messages.getMessage("inventory.browser", null, language), inventory.browser(language), language);
        return Stream.concat(stored, Stream.of(browser)).collect(Collectors.joining("\n"));
    }

    private String section(String title, List<InventoryRow> lines, Locale language) {
        var head = COLUMNS.stream()
                .map(column -> messages.getMessage("inventory." + column, null, language))
                .toList();
        return "## " + title + "\n\n"
                + row(head)
                + "|---".repeat(COLUMNS.size()) + "|\n"
                + lines.stream().map(Register::row).collect(Collectors.joining());
    }

    private static String row(InventoryRow line) {
        return row(List.of(
                line.what(), line.purpose(), line.basis(), line.retention(), line.recipients(), line.atTermination()));
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
