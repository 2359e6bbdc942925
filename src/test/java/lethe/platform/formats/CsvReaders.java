package lethe.platform.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lethe.fuzzing.Readers;
import lethe.platform.kernel.BadRequest;

final class CsvReaders implements Readers {
    private static final List<Column> COLUMNS = List.of(
            Column.required("firstName", "Vorname"),
            Column.required("lastName", "Nachname"),
            Column.required("email", "E-Mail"),
            Column.optional("role", "Rolle"));

    @Override
    public Map<String, Reader> all() {
        return Map.of("csv-table", CsvReaders::table, "csv-cell", Reader.ofText(CsvReaders::cell));
    }

    private static void table(byte[] bytes) {
        var rows = new ArrayList<Row>();
        try {
            var table = CsvInput.of(bytes, COLUMNS);
            table.forEach(rows::add);
            assertThat(table.count()).isEqualTo(rows.size());
        } catch (BadRequest refused) {
            assertThat(refused).isNotNull();
        }
        assertThat(rows).extracting(Row::line).isSorted().allMatch(line -> line > 1);
    }

    /** Written cells are read back unchanged, and none begins like a formula. */
    private static void cell(String text) {
        var out = new ByteArrayOutputStream();
        try (var sheet = CsvOutput.to(out)) {
            sheet.line("firstName", "lastName", "email");
            sheet.line(text, "-", text);
        }
        var rows = new ArrayList<Row>();
        CsvInput.of(out.toByteArray(), COLUMNS).forEach(rows::add);

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().cells().stream().map(CsvInjection::plain)).containsExactly(text, "-", text);
        assertThat(rows.getFirst().cells().getFirst())
                .doesNotStartWith("=")
                .doesNotStartWith("+")
                .doesNotStartWith("@");
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8)).endsWith("\r\n");
    }
}
