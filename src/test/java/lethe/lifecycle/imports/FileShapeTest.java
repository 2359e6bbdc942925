package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import lethe.lifecycle.staging.LineValidator;
import lethe.platform.formats.CsvInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored shape of a file must not allow tests of guesses about who was in it. */
class FileShapeTest {
    private static final String FILE =
            "firstName;lastName;email;type;role\nKlara;Kanari;klara@x.example;INTERNAL;Viewer\nEdo;;edo@x.example;;\n";

    /** Any cell may contain anything; even the role's may contain an e-mail. */
    @ParameterizedTest
    @ValueSource(strings = {"Klara", "Kanari", "klara@x.example", "INTERNAL", "Viewer", "Edo", "edo@x.example"})
    void doesNotDependOnCellText(String said) {
        assertThat(shape(FILE.replace(said, "somebody@else.example"))).isEqualTo(shape(FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {";INTERNAL", "Klara;", ";;edo@x.example", "klara@x.example"})
    void dependsOnWhichCellsAreFilled(String said) {
        var other = FILE.replace(said, said.equals("klara@x.example") ? "" : said.replaceAll("[^;]+", "") + ";x");

        assertThat(shape(other).lines()).isEqualTo(2);
        assertThat(shape(other).mark()).isNotEqualTo(shape(FILE).mark());
    }

    @Test
    void countsLinesAsTheyAreRead() {
        assertThat(shape(FILE + "\n;;;;\n").lines()).isEqualTo(2);
        assertThat(shape(FILE + "\n;;;;\n")).isEqualTo(shape(FILE));
        assertThat(shape("firstName;lastName;email\n").lines()).isZero();
    }

    private static FileShape shape(String file) {
        return FileShape.of(CsvInput.of(file.getBytes(StandardCharsets.UTF_8), LineValidator.COLUMNS));
    }
}
