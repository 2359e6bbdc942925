package lethe.lifecycle.staging;

import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.platform.formats.CsvInput;
import lethe.platform.formats.CsvOutput;

/** The rejected lines of a file; they can be written once. */
public final class Rejected {
    private final CsvInput table;
    private final ProblemsByLine problems;

    public Rejected(CsvInput table, ProblemsByLine problems) {
        this.table = table;
        this.problems = problems;
    }

    /** Writes the original columns, followed by one that describes the error. */
    public void write(CsvOutput sheet, Function<ImportProblem, String> words) {
        var corrections = table.corrections(sheet);
        table.forEach(row -> {
            var wrong = problems.of(row.line());
            if (!wrong.isEmpty()) {
                corrections.add(row, wrong.stream().map(words).collect(Collectors.joining(" ")));
            }
        });
        sheet.flush();
    }
}
