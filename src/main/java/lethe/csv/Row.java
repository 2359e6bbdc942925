package lethe.csv;

import java.util.List;
import java.util.Map;

/**
 * A line of a table.
 *
 * @param line its number in the file, the header's being 1; of the first line where a quoted cell goes over several
 */
public record Row(int line, List<String> cells, Map<String, Integer> columns) {
    /** Whether it has as many cells as there are columns. */
    public boolean fits() {
        return cells.size() == columns.size();
    }

    /** Without space around it; empty where the table has no such column. */
    public String cell(String column) {
        var place = columns.getOrDefault(column, cells.size());
        return place < cells.size() ? cells.get(place).strip() : "";
    }

    /** Nothing of what was typed, for logs. */
    @Override
    public String toString() {
        return "Row[line " + line + "]";
    }
}
