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
 * A file of partners, read: UTF-8 with or without a byte order mark, separated by semicolons, commas or tabs, the columns
 * named in its first line in any order.
 */
public record CsvLines(List<Line> all) {
    static final List<Column> COLUMNS = List.of(
            Column.required("name", "Name", "Firma", "Partner", "company"),
            Column.optional("website", "Website", "Webseite", "Internetseite", "url"),
            Column.optional("contactEmail", "Kontakt-E-Mail", "E-Mail", "E-Mail-Adresse"),
            Column.optional("category", "Kategorie"));
    static final int MOST = 20_000;

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Lines[…]";
    }

    /**
     * One partner of the file.
     *
     * @param number of the line in which it begins, from 1 on, the first being the columns' names
     * @param errors what is wrong with it; empty for one that can be created
     */
    public record Line(long number, NewPartner partner, List<FieldError> errors) {
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** Writes back the lines in which something is wrong, with what. */
    void correct(byte[] file, CsvOutput sheet, Function<FieldError, String> words) {
        var wrong = bad().stream().collect(Collectors.toMap(Line::number, Line::errors));
        var table = table(file);
        var corrections = table.corrections(sheet);
        table.forEach(row -> {
            var errors = wrong.get((long) row.line());
            if (errors != null) {
                corrections.add(row, errors.stream().map(words).collect(Collectors.joining(" ")));
            }
        });
        sheet.flush();
    }

    public List<Line> good() {
        return all.stream().filter(line -> line.errors().isEmpty()).toList();
    }

    public List<Line> bad() {
        return all.stream().filter(line -> !line.errors().isEmpty()).toList();
    }

    /** Refuses what is no such file; what is wrong with a line of one stands in its lines. */
    static CsvLines of(byte[] file) {
        var table = table(file);
        if (table.count() > MOST) {
            throw Invalid.field("file", "too-many-lines", MOST);
        }
        var all = new ArrayList<Line>();
        table.forEach(row -> all.add(line(row)));
        return new CsvLines(List.copyOf(all));
    }

    /** An unknown column is named where the file was chosen. */
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
