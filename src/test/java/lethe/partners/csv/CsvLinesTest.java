package lethe.partners.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lethe.platform.formats.CsvInjection;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name;category\nAcme;\"Agency; Network\"\nBeta;\n",
                "name,category\r\nAcme,\"Agency; Network\"\r\n\r\nBeta,\r\n",
                "\uFEFFName\tCATEGORY\nAcme\tAgency; Network\nBeta\t",
                "category;name\r\n\"Agency; Network\";Acme\r\n;Beta"
            })
    void readsFilesOfCommonSpreadsheets(String file) {
        var lines = CsvLines.of(file.getBytes(UTF_8));

        assertThat(lines.good()).hasSize(2);
        assertThat(lines.good().getFirst().partner().name()).isEqualTo("Acme");
        assertThat(lines.good().getFirst().partner().category()).isEqualTo("Agency; Network");
        assertThat(lines.good().getLast().partner().name()).isEqualTo("Beta");
    }

    @Test
    void reportsErrorsByLineNumber() {
        var lines = CsvLines.of("""
                name;website;contactEmail
                Acme;https://acme.example;

                "Two
                lines";;
                ;acme;nobody
                Beta;;;;x
                """.getBytes(UTF_8));

        assertThat(lines.good())
                .singleElement()
                .extracting(CsvLines.Line::number)
                .isEqualTo(2L);
        assertThat(lines.bad()).extracting(CsvLines.Line::number).containsExactly(4L, 6L, 7L);
        assertThat(lines.bad().get(1).errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactly("name required", "website web-address", "contactEmail email");
        assertThat(lines.bad().getLast().errors().getFirst().code()).isEqualTo("columns");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name;iban        | unknown-column
            Acme;            | header-missing
            name;name        | column-twice
            category;        | column-missing
            category         | column-missing
            name;"category"x | quotation-marks
            """)
    void explainsWhyAFileIsRefused(String file, String code) {
        assertThat(code(file.getBytes(UTF_8))).isEqualTo(code);
    }

    @Test
    void detectsOtherEncodings() {
        assertThat(code("name\nMüller".getBytes(ISO_8859_1))).isEqualTo("encoding");
        assertThat(code(" \n".getBytes(UTF_8))).isEqualTo("header-missing");
        assertThat(code(("name\n" + "Acme\n".repeat(CsvLines.MOST + 1)).getBytes(UTF_8)))
                .isEqualTo("too-many-lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-1", "@Leisure", "\tx", "\rx"})
    void escapedFormulasAreRestored(String text) {
        assertThat(CsvInjection.guarded(text)).isEqualTo("'" + text);
        assertThat(CsvInjection.plain(CsvInjection.guarded(text))).isEqualTo(text);
    }

    @Test
    void leavesOtherTextUnchanged() {
        assertThat(CsvInjection.guarded("Acme = Beta")).isEqualTo("Acme = Beta");
        assertThat(CsvInjection.guarded(null)).isEmpty();
        assertThat(CsvInjection.plain("'s Gravenhage")).isEqualTo("'s Gravenhage");
    }

    private static String code(byte[] file) {
        var refusal = new Refusal[1];
        assertThatThrownBy(() -> CsvLines.of(file)).isInstanceOfSatisfying(Refusal.class, one -> refusal[0] = one);
        return refusal[0] instanceof Invalid invalid
                ? invalid.errors().getFirst().code()
                : ((BadRequest) refusal[0]).errors().getFirst().code();
    }
}
