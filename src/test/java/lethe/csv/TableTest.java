package lethe.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lethe.kernel.Malformed;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static final List<String> REQUIRED = List.of("firstName", "email");
    private static final List<String> OPTIONAL = List.of("role");

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void everySeparatorIsReadTheSame(String separator) {
        var text = "firstName;email\nKlara;klara\nJürgen;juergen\n".replace(";", separator);

        assertThat(cells(text, "firstName")).containsExactly("Klara", "Jürgen");
    }

    @Test
    void byteOrderMarkQuotesAndCarriageReturnsAreNormal() {
        var text = "\uFEFF\"email\";firstName\r\n\"k;l\";\"Kla\"\"ra\"\r\n\r\nj;Jürgen";

        assertThat(cells(text, "email")).containsExactly("k;l", "j");
        assertThat(cells(text, "firstName")).containsExactly("Kla\"ra", "Jürgen");
    }

    @Test
    void linesKeepTheirNumbersAcrossEmptyAndBrokenOnes() {
        var lines = new ArrayList<Integer>();

        read("firstName;email\n\nKlara;\"k\nl\"\nJuli;j\n").forEach(row -> lines.add(row.line()));

        assertThat(lines).containsExactly(3, 5);
    }

    @Test
    void whatIsMissingIsEmptyAndALineThatDoesNotFitSaysSo() {
        var rows = new ArrayList<Row>();

        read("firstName;email;role\nKlara;k\nJuli;j;r;more\n").forEach(rows::add);

        assertThat(rows).extracting(Row::fits).containsExactly(false, false);
        assertThat(rows.getFirst().cell("role")).isEmpty();
        assertThat(rows.getFirst().cell("nothing")).isEmpty();
        assertThat(rows.getFirst()).hasToString("Row[line 2]");
    }

    @Test
    void anUnknownColumnIsNamedAndAMissingOneToo() {
        refuses(() -> read("firstName;email;skype\n"), "unknown-field", "skype");
        refuses(() -> read("firstName;role\n"), "column-missing", "email");
        refuses(() -> read("firstName;email;email\n"), "column-twice", "email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "Klara;klara@x.example\n", "f\u0000i\u0000"})
    void aFileWithoutAHeaderIsRefusedWithoutSayingWhatIsInIt(String text) {
        refuses(() -> read(text), "header-missing", "file");
    }

    @Test
    void anAddressAmongTheColumnsIsNotRepeated() {
        refuses(() -> read("firstName;email;klara@x.example\n"), "unknown-field", "file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
    void anotherEncodingIsRefusedByItsLine(String encoding) {
        var bytes = "firstName;email\r\nKlara;k\r\nJürgen;j\r\n".getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> Table.of(bytes, REQUIRED, OPTIONAL))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        refusal -> assertThat(refusal.errors()).singleElement().satisfies(error -> {
                            assertThat(error.code()).isEqualTo("encoding");
                            assertThat(error.arguments()).containsExactly(3);
                        }));
    }

    @Test
    void textAfterAClosingQuoteIsRefusedByItsLine() {
        var table = read("firstName;email\nJuli;j\n\"Kla\"ra;k\n");

        assertThatThrownBy(table::count).isInstanceOfSatisfying(Malformed.class, refusal -> assertThat(
                        refusal.errors().getFirst().arguments())
                .containsExactly(3));
    }

    @Test
    void controlCharactersStayForTheirFieldToBeNamed() {
        assertThat(cells("firstName;email\nKla\u0000ra;k\n", "firstName")).containsExactly("Kla\u0000ra");
    }

    private static void refuses(ThrowingCallable reading, String code, String field) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(Malformed.class, refusal -> assertThat(refusal.errors())
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

    private static Table read(String text) {
        return Table.of(text.getBytes(StandardCharsets.UTF_8), REQUIRED, OPTIONAL);
    }
}
