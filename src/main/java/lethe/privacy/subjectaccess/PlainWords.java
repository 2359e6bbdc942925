package lethe.privacy.subjectaccess;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lethe.audit.log.Names;
import lethe.audit.log.Target;
import lethe.audit.log.Titles;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.subjectaccess.ExportSection.Value;
import lethe.privacy.subjectaccess.Telling.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What is stored as codes and ids, as people read it: the page has words, the download what is stored. */
@Component
class PlainWords {
    private static final String USER = "user";
    private final Inventory inventory;
    private final MessageSource messages;
    private final Names names;
    private final List<Titles> titles;

    PlainWords(Inventory inventory, MessageSource messages, Names names, List<Titles> titles) {
        this.inventory = inventory;
        this.messages = messages;
        this.names = names;
        this.titles = titles;
    }

    /** Columns of one name, such as the forms of a name that are searched, are one line. */
    List<Value> row(List<Told> row, UserId reader, Locale language) {
        var lines = new LinkedHashMap<String, List<Object>>();
        row.forEach(told -> lines.computeIfAbsent(inventory.column(told.datum(), language), label -> new ArrayList<>())
                .add(words(told, reader, language)));
        return lines.entrySet().stream()
                .map(line -> new Value(line.getKey(), together(line.getValue())))
                .toList();
    }

    private static Object together(List<Object> values) {
        return values.size() == 1
                ? values.getFirst()
                : String.join(
                        ", ", values.stream().map(String::valueOf).distinct().toList());
    }

    private Object words(Told told, UserId reader, Locale language) {
        var column = told.datum().column();
        return switch (told.value()) {
            case JsonNode facts when column.equals("facts") -> facts(facts, reader, language);
            case JsonNode whole -> text("disclosure.in-download", language);
            case List<?> many ->
                String.join(
                        ", ",
                        many.stream()
                                .map(one -> word(String.valueOf(one), column, reader, language))
                                .toList());
            case LocalDate day
            when column.endsWith("month") ->
                DateTimeFormatter.ofPattern("LLLL yyyy", language).format(day);
            case String stored -> word(stored, column, reader, language);
            case UUID id -> text("disclosure.in-download", language);
            default -> told.value();
        };
    }

    private List<Value> facts(JsonNode facts, UserId reader, Locale language) {
        return facts.propertyStream()
                .map(fact -> new Value(
                        said("audit.fact." + fact.getKey(), language)
                                .or(() -> said("audit.value." + fact.getKey(), language))
                                .orElse(fact.getKey()),
                        each(fact.getValue(), fact.getKey(), reader, language)))
                .toList();
    }

    /** Facts may have facts of their own; a list of such is for the download. */
    private Object each(JsonNode value, String fact, UserId reader, Locale language) {
        if (value.isObject()) {
            return facts(value, reader, language);
        }
        var parts = value.isArray() ? value.valueStream().toList() : List.of(value);
        return parts.stream().allMatch(JsonNode::isValueNode)
                ? String.join(
                        ", ",
                        parts.stream()
                                .map(part -> word(part.asString(), fact, reader, language))
                                .toList())
                : text("disclosure.in-download", language);
    }

    private String word(String stored, String column, UserId reader, Locale language) {
        return named(stored, reader, language)
                .or(() -> said("stored." + column + "." + stored, language))
                .or(() -> said("stored." + stored, language))
                .or(() -> said("audit.action." + stored, language))
                .or(() -> said("permission.name." + stored, language))
                .or(() -> said("audit.value." + stored, language))
                .orElse(stored);
    }

    /** Who or what an id is of, where it has a name today. */
    private Optional<String> named(String stored, UserId reader, Locale language) {
        var end = stored.lastIndexOf('_');
        var kind = stored.substring(0, Math.max(end, 0));
        return TypeId.parse(kind, stored)
                .flatMap(id -> Optional.ofNullable(
                        kind.equals(USER) ? person(new UserId(id), reader, language) : title(new Target(kind, id))));
    }

    private @Nullable String person(UserId person, UserId reader, Locale language) {
        return person.equals(reader)
                ? text("disclosure.you", language)
                : names.of(Set.of(person)).get(person);
    }

    private @Nullable String title(Target thing) {
        return titles.stream()
                .map(room -> room.of(Set.of(thing)).get(thing))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Optional<String> said(String key, Locale language) {
        return Optional.ofNullable(messages.getMessage(key, null, null, language));
    }

    private String text(String key, Locale language) {
        return messages.getMessage(key, null, language);
    }
}
