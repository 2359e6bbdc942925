package lethe.platform.formats;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A line of a table.
 *
 * @param line its number in the file, the header's being 1; the first one if a quoted cell spans several
 * @param columns the index of each column's cell
 */
public record Row(int line, List<String> cells, Map<String, Integer> columns) {
    /** Whether every non-blank cell belongs to a column. Spreadsheets omit empty cells at the end, or write too many. */
    public boolean fits() {
        var named = new HashSet<>(columns.values());
        return IntStream.range(0, cells.size())
                .allMatch(place -> named.contains(place) || cells.get(place).isBlank());
    }

    /** The cell without surrounding space and without the guarding apostrophe; empty if the table has no such column. */
    public String cell(String column) {
        var place = columns.getOrDefault(column, cells.size());
        return place < cells.size() ? CsvInjection.plain(cells.get(place).strip()) : "";
    }

    /** Omits the content, for logs. */
    @Override
    public String toString() {
        return "Row[line " + line + "]";
    }
}
