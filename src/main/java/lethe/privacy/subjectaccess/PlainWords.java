package lethe.privacy.subjectaccess;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.audit.log.Names;
import lethe.audit.log.Titles;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.subjectaccess.ExportSection.Value;
import lethe.privacy.subjectaccess.Telling.Told;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Translates stored codes and ids for display. The page shows words, the download the stored values. */
@Component
class PlainWords {
    private static final String FACTS = "facts";
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

    /** Finds current names for the ids in the rows. Each room is asked once for all of them. */
    Map<String, String> named(List<List<Told>> rows, UserId reader, Locale language) {
        var ids = rows.stream()
                .flatMap(row -> row.stream().flatMap(PlainWords::ids))
                .collect(Collectors.toSet());
        var known = new HashMap<String, String>();
        titles.forEach(room -> known.putAll(room.among(ids)));
        var people = ids.stream().flatMap(id -> UserId.parse(id).stream()).collect(Collectors.toSet());
        if (!people.isEmpty()) {
            names.of(people).forEach((person, name) -> known.put(person.toString(), name));
        }
        known.put(reader.toString(), text("disclosure.you", language));
        return known;
    }

    /**
     * Takes ids only from columns that hold ids, and from facts: text entered by users may look like an id and must not
     * be looked up.
     */
    private static Stream<String> ids(Told told) {
        return switch (told.value()) {
            case String id when isId(told) -> Stream.of(id);
            case JsonNode facts when told.field().column().equals(FACTS) -> texts(facts);
            default -> Stream.empty();
        };
    }

    private static boolean isId(Told told) {
        return told.field().namesSomebody();
    }

    private static Stream<String> texts(JsonNode facts) {
        return facts.isContainer() ? facts.valueStream().flatMap(PlainWords::texts) : Stream.of(facts.asString());
    }

    /**
     * Columns with the same label, such as the search forms of a name, are merged.
     *
     * @param known the result of {@link #named}
     */
    List<Value> row(List<Told> row, Map<String, String> known, Locale language) {
        var lines = new LinkedHashMap<String, List<Object>>();
        row.forEach(told -> lines.computeIfAbsent(inventory.column(told.field(), language), label -> new ArrayList<>())
                .add(words(told, known, language)));
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

    private Object words(Told told, Map<String, String> known, Locale language) {
        var column = told.field().column();
        return switch (told.value()) {
            case JsonNode facts when column.equals(FACTS) -> facts(facts, known, language);
            case JsonNode whole -> text("disclosure.in-download", language);
            case List<?> many ->
                String.join(
                        ", ",
                        many.stream()
                                .map(one -> word(String.valueOf(one), column, language))
                                .toList());
            case LocalDate day
            when column.endsWith("month") ->
                DateTimeFormatter.ofPattern("LLLL yyyy", language).format(day);
            case String id when isId(told) -> known.getOrDefault(id, id);
            case String stored -> word(stored, column, language);
            case UUID id -> text("disclosure.in-download", language);
            default -> told.value();
        };
    }

    private List<Value> facts(JsonNode facts, Map<String, String> known, Locale language) {
        return facts.propertyStream()
                .map(fact -> new Value(
                        said(language, "audit.fact." + fact.getKey(), "audit.value." + fact.getKey())
                                .orElse(fact.getKey()),
                        each(fact.getValue(), fact.getKey(), known, language)))
                .toList();
    }

    /** Facts may be nested; lists of objects are left to the download. */
    private Object each(JsonNode value, String fact, Map<String, String> known, Locale language) {
        if (value.isObject()) {
            return facts(value, known, language);
        }
        var parts = value.isArray() ? value.valueStream().toList() : List.of(value);
        return parts.stream().allMatch(JsonNode::isValueNode)
                ? String.join(
                        ", ",
                        parts.stream()
                                .map(JsonNode::asString)
                                .map(part -> Optional.ofNullable(known.get(part))
                                        .orElseGet(() -> word(part, fact, language)))
                                .toList())
                : text("disclosure.in-download", language);
    }

    private String word(String stored, String column, Locale language) {
        return said(
                        language,
                        "stored." + column + "." + stored,
                        "stored." + stored,
                        "audit.action." + stored,
                        "permission.name." + stored,
                        "audit.value." + stored)
                .orElse(stored);
    }

    private Optional<String> said(Locale language, String... keys) {
        return Stream.of(keys)
                .map(key -> messages.getMessage(key, null, null, language))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private String text(String key, Locale language) {
        return messages.getMessage(key, null, language);
    }
}
