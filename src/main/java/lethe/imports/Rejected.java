package lethe.imports;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.csv.Sheet;
import lethe.csv.Table;
import lethe.staging.ImportProblem;

/**
 * The lines of a file that became nobody.
 *
 * @param problems of each line that has some, by its number
 */
public record Rejected(Table table, Map<Integer, List<ImportProblem>> problems) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Rejected[…]";
    }

    /** The columns as they were, and behind them what is wrong. */
    public void write(Sheet sheet, Function<ImportProblem, String> words) {
        var corrections = table.corrections(sheet);
        table.forEach(row -> {
            var wrong = problems.getOrDefault(row.line(), List.of());
            if (!wrong.isEmpty()) {
                corrections.add(row, wrong.stream().map(words).collect(Collectors.joining(" ")));
            }
        });
        sheet.flush();
    }
}
