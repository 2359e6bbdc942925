package lethe.partners.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.partners.partners.NewPartner;
import lethe.platform.formats.Column;
import lethe.platform.formats.CsvInput;
import lethe.platform.formats.CsvOutput;
import lethe.platform.formats.Row;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Invalid;

/**
 * A parsed file of partners: UTF-8 with or without byte order mark, separated by semicolons, commas or tabs, with
 * column names in the first line, in any order.
 */
public record CsvLines(List<Line> all) {
    static final List<Column> COLUMNS = List.of(
            Column.required("name", "Name", "Firma", "Partner", "company"),
            Column.optional("website", "Website", "Webseite", "Internetseite", "url"),
            Column.optional("contactEmail", "Kontakt-E-Mail", "E-Mail", "E-Mail-Adresse"),
            Column.optional("category", "Kategorie"));
    static final int MOST = 20_000;

    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "Lines[…]";
    }

    /**
     * One partner in the file.
     *
     * @param number the line where it begins; line 1 has the column names
     * @param errors what is wrong with it; empty if it can be created
     */
    public record Line(long number, NewPartner partner, List<FieldError> errors) {
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** Writes the rejected lines with their errors. */
    void correct(byte[] file, CsvOutput output, Function<FieldError, String> words) {
        var wrong = bad().stream().collect(Collectors.toMap(Line::number, Line::errors));
        var table = table(file);
        var corrections = table.corrections(output);
        table.forEach(row -> {
            var errors = wrong.get((long) row.line());
            if (errors != null) {
                corrections.add(row, errors.stream().map(words).collect(Collectors.joining(" ")));
            }
        });
        output.flush();
    }

    public List<Line> good() {
        return all.stream().filter(line -> line.errors().isEmpty()).toList();
    }

    public List<Line> bad() {
        return all.stream().filter(line -> !line.errors().isEmpty()).toList();
    }

    /** Refuses files that cannot be read. Errors in single lines are reported in those lines. */
    static CsvLines of(byte[] file) {
        var table = table(file);
        if (table.count() > MOST) {
            throw Invalid.field("file", "too-many-lines", MOST);
        }
        var all = new ArrayList<Line>();
        table.forEach(row -> all.add(line(row)));
        return new CsvLines(List.copyOf(all));
    }

    /** Reports an unknown column as an error of the file field. */
    private static Invalid atTheFile(BadRequest unreadable) {
        return new Invalid(unreadable.errors().stream()
                .map(error -> new FieldError("file", error.code(), error.arguments()))
                .toList());
    }

    private static CsvInput table(byte[] file) {
        try {
            return CsvInput.of(file, COLUMNS);
        } catch (BadRequest unreadable) {
            throw unreadable.code().equals("unknown-field") ? atTheFile(unreadable) : unreadable;
        }
    }

    private static Line line(Row row) {
        var partner =
                new NewPartner(row.cell("name"), row.cell("website"), row.cell("contactEmail"), row.cell("category"));
        var errors = row.fits() ? partner.errors() : List.of(FieldError.of("line", "columns"));
        return new Line(row.line(), partner, errors);
    }
}
