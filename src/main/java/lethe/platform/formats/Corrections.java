package lethe.platform.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rejected lines, returned for correction: the same columns, followed by the problem of each line. */
public final class Corrections {
    private final CsvOutput output;
    private final List<Integer> places;

    Corrections(CsvOutput output, List<String> header, Map<String, Integer> columns) {
        this.output = output;
        var problem = columns.getOrDefault(Column.PROBLEM.name(), -1);
        places = columns.values().stream()
                .filter(place -> !place.equals(problem))
                .sorted()
                .toList();
        var titles = new ArrayList<>(places.stream().map(header::get).toList());
        titles.add(Column.PROBLEM.name());
        output.line(titles);
    }

    /** Surplus cells that belong to no column are written after the problem, so that nothing is lost. */
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
        output.line(line);
    }

    private static String cell(Row row, int place) {
        return place < row.cells().size() ? CsvInjection.plain(row.cells().get(place)) : "";
    }
}
