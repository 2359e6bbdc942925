package lethe.verification;

import java.util.List;
import java.util.stream.Collectors;
import lethe.csv.Cells;

/** A line as RFC 4180 has it, which no spreadsheet takes for a formula. */
final class Csv {
    private Csv() {}

    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        return "\"" + Cells.guarded(text).replace("\"", "\"\"") + "\"";
    }
}
