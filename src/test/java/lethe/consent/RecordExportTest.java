package lethe.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordExportTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-1", "@sum", "\tx"})
    void whatASpreadsheetWouldRunIsText(String name) {
        assertThat(RecordExport.cell(name)).isEqualTo("'" + name);
    }

    @Test
    void aCarriageReturnInFrontIsTextAndQuoted() {
        assertThat(RecordExport.cell("\r=1")).isEqualTo("\"'\r=1\"");
    }

    @Test
    void whatWouldEndACellIsQuoted() {
        assertThat(RecordExport.cell("Kanari, \"K\"")).isEqualTo("\"Kanari, \"\"K\"\"\"");
        assertThat(RecordExport.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(RecordExport.cell("Klara Kanari")).isEqualTo("Klara Kanari");
        assertThat(RecordExport.cell("")).isEmpty();
    }
}
