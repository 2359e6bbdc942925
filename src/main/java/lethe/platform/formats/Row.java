package lethe.platform.formats;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A line of a table.
 *
 * @param line its number in the file, the header's being 1; of the first line where a quoted cell goes over several
 * @param columns in which cell each column is
 */
public record Row(int line, List<String> cells, Map<String, Integer> columns) {
    /** Whether everything in it is in a column. Spreadsheets leave out empty cells at the end, or write too many. */
    public boolean fits() {
        var named = new HashSet<>(columns.values());
        return IntStream.range(0, cells.size())
                .allMatch(place -> named.contains(place) || cells.get(place).isBlank());
    }

    /** Without space around it, as it was before it was guarded; empty where the table has no such column. */
    public String cell(String column) {
        var place = columns.getOrDefault(column, cells.size());
        return place < cells.size() ? CsvInjection.plain(cells.get(place).strip()) : "";
    }

    /** Nothing of what was typed, for logs. */
    @Override
    public String toString() {
        return "Row[line " + line + "]";
    }
}
