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

/** The parsed first line of a file: which column is where. Columns without a title are ignored. */
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

    /** Throws 400 and names every column that is unknown, missing or repeated. */
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

    /** In both languages: the response is in the reader's language, the file in its author's. */
    private static String named(List<Column> columns) {
        return columns.stream().map(Column::inBothLanguages).collect(Collectors.joining(", "));
    }

    /** The part of a title that may be repeated: in a file without a header it may be a personal address. */
    private static String shown(String name) {
        if (name.length() > LONGEST_NAME || name.indexOf('@') >= 0) {
            return FILE;
        }
        var plain = name.replaceAll("\\p{Cc}", "");
        return plain.isEmpty() ? FILE : plain;
    }
}
