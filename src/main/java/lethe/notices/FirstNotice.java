package lethe.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.inventory.Inventory;
import lethe.inventory.Line;
import org.springframework.stereotype.Component;

/**
 * Version 1 of every organisation's notice: what Lethe stores comes from the inventory as it is on the day of founding. From
 * then on the text is the organisation's, and stays as it is.
 */
@Component
class FirstNotice {
    private final Inventory inventory;

    FirstNotice(Inventory inventory) {
        this.inventory = inventory;
    }

    /** In Markdown, by language. */
    Map<String, String> texts(String organisation) {
        return Stream.of(Locale.ENGLISH, Locale.GERMAN)
                .collect(Collectors.toMap(Locale::getLanguage, language -> text(language, organisation)));
    }

    /** The organisation's name comes last: whatever it is, nothing is filled into it. */
    private String text(Locale language, String organisation) {
        return template(language)
                .replace("{stored}", stored(inventory.lines(language)))
                .replace("{erased}", list(inventory.erased(language)))
                .replace("{retained}", list(inventory.retained(language)))
                .replace("{organisation}", organisation);
    }

    private static String stored(List<Line> lines) {
        return lines.stream()
                .map(line -> "| " + String.join(" | ", line.what(), line.purpose(), line.basis(), line.retention())
                        + " | " + line.recipients() + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String list(List<String> parts) {
        return parts.stream().map(part -> "- " + part).collect(Collectors.joining("\n"));
    }

    private static String template(Locale language) {
        try (var text = FirstNotice.class.getResourceAsStream("/notices/first_" + language + ".md")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
