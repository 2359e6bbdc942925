package lethe.platform.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.platform.kernel.BadRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvInputTest {
    private static final List<Column> COLUMNS = List.of(
            Column.required("firstName", "Vorname", "givenName"),
            Column.required("email", "E-Mail", "E-Mail-Adresse"),
            Column.optional("role", "Rolle"));

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void readsEverySeparator(String separator) {
        var text = "firstName;email\nKlara;klara\nJürgen;juergen\n".replace(";", separator);

        assertThat(cells(text, "firstName")).containsExactly("Klara", "Jürgen");
    }

    @Test
    void acceptsByteOrderMarkQuotesAndCarriageReturns() {
        var text = "\uFEFF\"email\";firstName\r\n\"k;l\";\"Kla\"\"ra\"\r\n\r\nj;Jürgen";

        assertThat(cells(text, "email")).containsExactly("k;l", "j");
        assertThat(cells(text, "firstName")).containsExactly("Kla\"ra", "Jürgen");
    }

    @Test
    void numbersLinesAcrossEmptyAndMultilineOnes() {
        var lines = new ArrayList<Integer>();

        read("firstName;email\n\nKlara;\"k\nl\"\nJuli;j\n").forEach(row -> lines.add(row.line()));

        assertThat(lines).containsExactly(3, 5);
    }

    @Test
    void missingCellsAreEmptyAndSurplusOnesReported() {
        var rows = new ArrayList<Row>();

        read("firstName;email;role\nKlara;k\nJuli;j;r;more\n").forEach(rows::add);

        assertThat(rows).extracting(Row::fits).containsExactly(true, false);
        assertThat(rows.getFirst().cell("role")).isEmpty();
        assertThat(rows.getFirst().cell("nothing")).isEmpty();
        assertThat(rows.getFirst()).hasToString("Row[line 2]");
    }

    @Test
    void namesUnknownAndMissingColumns() {
        refuses(() -> read("firstName;email;skype\n"), "unknown-column", "skype");
        refuses(() -> read("firstName;role\n"), "column-missing", "email");
        refuses(() -> read("firstName;email;email\n"), "column-twice", "email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "Klara;klara@x.example\n", "f\u0000i\u0000"})
    void refusesAFileWithoutAHeaderAndDoesNotQuoteIt(String text) {
        refuses(() -> read(text), "header-missing", "file");
    }

    @Test
    void doesNotRepeatAnAddressFromTheHeader() {
        refuses(() -> read("firstName;email;klara@x.example\n"), "unknown-column", "file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
    void refusesAnotherEncodingByLine(String encoding) {
        var bytes = "firstName;email\r\nKlara;k\r\nJürgen;j\r\n".getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> CsvInput.of(bytes, COLUMNS))
                .isInstanceOfSatisfying(
                        BadRequest.class,
                        refusal -> assertThat(refusal.errors()).singleElement().satisfies(error -> {
                            assertThat(error.code()).isEqualTo("encoding");
                            assertThat(error.arguments()).containsExactly(3);
                        }));
    }

    @Test
    void refusesTextAfterAClosingQuoteByLine() {
        var table = read("firstName;email\nJuli;j\n\"Kla\"ra;k\n");

        assertThatThrownBy(table::count).isInstanceOfSatisfying(BadRequest.class, refusal -> assertThat(
                        refusal.errors().getFirst().arguments())
                .containsExactly(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstName;email;role;;;\nKlara;k;r;;;\n",
                "firstName;email;role;;;\nKlara;k;r\n",
                "firstName;email;role\nKlara;k;r;;;\n",
                ";firstName;;email;role;\n;Klara;;k;r;\n",
                "firstName;email;role;;;\nKlara;k;r;;;\n;;;;;\n ; ;;;;\n",
                ";;;\nfirstName;email;role;\nKlara;k;r;\n",
                "firstName,email,role,,,\r\nKlara,k,r,,,\r\n,,,,,\r\n",
                "firstName\temail\trole\t\t\nKlara\tk\tr\t\t\n",
                "\uFEFF\"firstName\";\"email\";\"role\";\"\";\"\"\nKlara;k;r;\"\";\"\"\n"
            })
    void ignoresEmptyColumnsAndLines(String text) {
        var rows = new ArrayList<Row>();
        var table = read(text);

        table.forEach(rows::add);

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.fits()).isTrue();
            assertThat(List.of(row.cell("firstName"), row.cell("email"), row.cell("role")))
                    .containsExactly("Klara", "k", "r");
        });
        assertThat(table.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstName;email;;\nKlara;k;;more\n",
                "firstName;;email\nKlara;more;k\n",
                "firstName;email\nKlara;k;;;more\n"
            })
    void reportsCellsWithoutAColumn(String text) {
        read(text).forEach(row -> assertThat(row.fits()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Vorname;E-Mail;Rolle",
                "VORNAME;EMAIL;ROLLE",
                "vorname;e-mail-adresse;rolle",
                "First Name;E-mail;Role",
                "first_name;e_mail;role",
                "Given name;E\u2011Mail;role",
                "first\u00A0name;E\u2013Mail\u00A0Adresse;Rolle"
            })
    void recognisesAlternativeColumnNames(String header) {
        var text = header + "\nKlara;k;r\n";

        assertThat(cells(text, "firstName")).containsExactly("Klara");
        assertThat(cells(text, "email")).containsExactly("k");
        assertThat(cells(text, "role")).containsExactly("r");
    }

    @Test
    void namesWrongAndKnownColumns() {
        assertThatThrownBy(() -> read("Vorname;Telefon;Skype;Rolle;rolle\n"))
                .isInstanceOfSatisfying(BadRequest.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("unknown-field");
                    assertThat(refusal.errors())
                            .extracting(error -> error.field() + " " + error.code())
                            .containsExactly(
                                    "Telefon unknown-column",
                                    "Skype unknown-column",
                                    "role column-twice",
                                    "email column-missing");
                    assertThat(refusal.errors().getFirst().arguments())
                            .containsExactly("Telefon", "firstName (Vorname), email, role (Rolle)");
                });
    }

    @Test
    void limitsTheNumberOfNamedColumns() {
        assertThatThrownBy(() -> read("email;"
                        + IntStream.range(0, 10_000)
                                .mapToObj(number -> "c" + number)
                                .collect(Collectors.joining(";"))))
                .isInstanceOfSatisfying(BadRequest.class, refusal -> assertThat(refusal.errors())
                        .hasSizeLessThan(30));
    }

    @Test
    void correctionsCanBeReadAgain() {
        var table = read("E-Mail;;Vorname;;\nk;;'=Klara;;\nj;;Juli;;more\n");
        var once = corrected(table, "Das fehlt.");

        var twice = corrected(read(once), "Immer noch.");

        assertThat(once).isEqualTo("E-Mail;Vorname;problem\r\nk;'=Klara;Das fehlt.\r\nj;Juli;Das fehlt.;more\r\n");
        assertThat(twice).startsWith("E-Mail;Vorname;problem\r\nk;'=Klara;Immer noch.\r\n");
        assertThat(cells(twice, "firstName")).containsExactly("=Klara", "Juli");
        read(twice).forEach(row -> assertThat(row.fits()).isEqualTo(row.line() == 2));
    }

    private static String corrected(CsvInput table, String problem) {
        var out = new ByteArrayOutputStream();
        try (var sheet = CsvOutput.to(out)) {
            var corrections = table.corrections(sheet);
            table.forEach(row -> corrections.add(row, problem));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void keepsControlCharactersForTheFieldsCheck() {
        assertThat(cells("firstName;email\nKla\u0000ra;k\n", "firstName")).containsExactly("Kla\u0000ra");
    }

    private static void refuses(ThrowingCallable reading, String code, String field) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(BadRequest.class, refusal -> assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.field()).isEqualTo(field);
                }));
    }

    private static List<String> cells(String text, String column) {
        var cells = new ArrayList<String>();
        read(text).forEach(row -> cells.add(row.cell(column)));
        return cells;
    }

    private static CsvInput read(String text) {
        return CsvInput.of(text.getBytes(StandardCharsets.UTF_8), COLUMNS);
    }
}
