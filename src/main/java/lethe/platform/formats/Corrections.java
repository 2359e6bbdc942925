package lethe.platform.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lines of a table that come back to be mended: the same columns, and what is wrong with each line behind them. */
public final class Corrections {
    private final CsvOutput sheet;
    private final List<Integer> places;

    Corrections(CsvOutput sheet, List<String> header, Map<String, Integer> columns) {
        this.sheet = sheet;
        var problem = columns.getOrDefault(Column.PROBLEM.name(), -1);
        places = columns.values().stream()
                .filter(place -> !place.equals(problem))
                .sorted()
                .toList();
        var titles = new ArrayList<>(places.stream().map(header::get).toList());
        titles.add(Column.PROBLEM.name());
        sheet.line(titles);
    }

    /** What is in no column, because the line has too many cells, stands behind the problem, so that nothing is lost. */
    public void add(Row row, String problem) {
        var line = new ArrayList<String>();
        places.forEach(place -> line.add(cell(row, place)));
        line.add(problem);
        if (!row.fits()) {
            IntStream.range(0, row.cells().size())
                    .filter(place -> !row.columns().containsValue(place))
                    .mapToObj(place -> cell(row, place))
                    .filter(cell -> !cell.isBlank())
                    .forEach(line::add);
        }
        sheet.line(line);
    }

    private static String cell(Row row, int place) {
        return place < row.cells().size() ? CsvInjection.plain(row.cells().get(place)) : "";
    }
}
