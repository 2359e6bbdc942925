package lethe.platform.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvOutputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20x"
            })
    void escapesFormulas(String formula) {
        assertThat(written(formula)).contains("'" + formula);
    }

    @Test
    void writesOtherTextUnchanged() {
        assertThat(written("Jürgen", "a;b", "say \"hi\"", "1=1", ""))
                .isEqualTo("Jürgen;\"a;b\";\"say \"\"hi\"\"\";1=1;\r\n");
    }

    private static String written(String... cells) {
        var output = new ByteArrayOutputStream();
        try (var sheet = CsvOutput.to(output)) {
            sheet.line(cells);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
