package lethe.platform.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.FieldError;

/** The first line of a file, understood: which column is where. Columns without a name are passed over. */
final class CsvHeader {
    private static final String FILE = "file";
    private static final int LONGEST_NAME = 60;
    private static final int MOST_NAMED = 20;
    private final List<Column> known;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Set<FieldError> unknown = new LinkedHashSet<>();
    private final Set<FieldError> wrong = new LinkedHashSet<>();

    private CsvHeader(List<Column> known) {
        this.known = known;
    }

    /** Refuses with 400 naming every column that is unknown, missing or there twice. */
    static Map<String, Integer> places(List<String> titles, List<Column> known) {
        var header = new CsvHeader(known);
        if (titles.stream().noneMatch(title -> known.stream().anyMatch(column -> column.isCalled(title)))) {
            var required = known.stream().filter(Column::required).toList();
            throw BadRequest.body("header-missing", FILE, named(required));
        }
        for (var place = 0; place < titles.size(); place++) {
            header.add(titles.get(place), place);
        }
        return header.checked();
    }

    private void add(String title, int place) {
        if (!title.isEmpty()) {
            Stream.concat(known.stream(), Stream.of(Column.PROBLEM))
                    .filter(column -> column.isCalled(title))
                    .findFirst()
                    .ifPresentOrElse(column -> put(column, place), () -> addUnknown(title));
        }
    }

    private void put(Column column, int place) {
        if (places.putIfAbsent(column.name(), place) != null) {
            wrong.add(FieldError.of(column.name(), "column-twice"));
        }
    }

    private Map<String, Integer> checked() {
        known.stream()
                .filter(column -> column.required() && !places.containsKey(column.name()))
                .forEach(column -> wrong.add(FieldError.of(column.name(), "column-missing")));
        if (!unknown.isEmpty()) {
            var all = new ArrayList<>(unknown);
            all.addAll(wrong);
            throw BadRequest.unknownFields(all);
        } else if (!wrong.isEmpty()) {
            throw BadRequest.body(List.copyOf(wrong));
        }
        return Map.copyOf(places);
    }

    private void addUnknown(String title) {
        if (unknown.size() < MOST_NAMED) {
            var shown = shown(title);
            unknown.add(FieldError.of(shown, "unknown-column", shown, named(known)));
        }
    }

    /** In both languages: the answer is in the reader's, the file in that of whoever made it. */
    private static String named(List<Column> columns) {
        return columns.stream().map(Column::inBothLanguages).collect(Collectors.joining(", "));
    }

    /** As much of it as can be said: a line without a header may begin with somebody's address. */
    private static String shown(String name) {
        if (name.length() > LONGEST_NAME || name.indexOf('@') >= 0) {
            return FILE;
        }
        var plain = name.replaceAll("\\p{Cc}", "");
        return plain.isEmpty() ? FILE : plain;
    }
}
