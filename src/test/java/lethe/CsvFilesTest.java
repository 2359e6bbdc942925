package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** All CSV files are alike: those for people begin with a byte order mark, those for programs do not. */
@LetheTest
class CsvFilesTest {
    private static final String MARK = "\uFEFF";

    @Autowired
    private Stage stage;

    private House house;
    private Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
        house.create("=Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        ada.post("/partners", Map.of("name", "=Acme"));
    }

    @Test
    void filesOfPagesAreForSpreadsheets() {
        var files = Map.of(
                "users.csv", ada.form("/users/export", Map.of()),
                "partners.csv", ada.form("/partners/files/export", Map.of()),
                "audit.csv", ada.page("/audit/export.csv"),
                "consents.csv", ada.page("/consents/export/csv"),
                "processing.csv", ada.page("/organisation/processing.csv"));

        files.forEach((name, file) -> {
            assertCsv(name, file);
            assertThat(file.body()).as(name).startsWith(MARK).doesNotContain(MARK + MARK);
        });
    }

    @Test
    void filesOfTheApiHaveNoByteOrderMark() {
        var file = ada.get("/users/export");

        assertCsv("users.csv", file);
        assertThat(file.body()).startsWith("id;firstName;").contains(";'=Klara;");
    }

    /** Ensures that separators, guards and file names are the same everywhere. */
    @Test
    void onlyOneRoomWritesCsv() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var others = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getParent().endsWith("formats"))
                    .filter(file -> List.of("de.siegmar.fastcsv", "\"text/csv;", "\"text\", \"csv\"").stream()
                            .anyMatch(text(file)::contains))
                    .toList();

            assertThat(others).isEmpty();
        }
    }

    /** Files of pages begin with the mark, files of the API do not. */
    @Test
    void theApiWritesForProgramsAndAllElseForPeople() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var writers = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> text(file).contains("CsvOutput.for"))
                    .toList();

            assertThat(writers).hasSizeGreaterThan(9).allSatisfy(file -> assertThat(text(file))
                    .as("%s", file)
                    .doesNotContain(
                            file.toString().endsWith("Api.java") ? "CsvOutput.forPeople(" : "CsvOutput.forPrograms("));
        }
    }

    private static void assertCsv(String name, Answer file) {
        assertThat(file.status()).as(name).isEqualTo(200);
        assertThat(file.http().headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(file.http().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + name + "\"");
        assertThat(file.body())
                .as(name)
                .contains(";", "\r\n")
                .doesNotContain(";=")
                .doesNotContain("\n=");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
