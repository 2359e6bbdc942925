package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template, and the files of rejected lines. */
class CorrectedFilesTest extends Importing {
    /** Every other line has three problems: more than two pages. */
    private static final int LINES = 8_000;

    @Test
    void returnsRejectedLinesWithReasons() {
        var email = Stage.email("klara");
        var file =
                "E-Mail;;Vorname;Nachname\n" + email + ";;Klara;Kanari\nnobody;;Edo;'=Externo\n" + email + ";;Kla;\n";
        var uploaded = upload(file);
        until(uploaded, "CHECKED");

        var english = corrected(uploaded, file, "en");
        var german = corrected(uploaded, file, "de");

        assertThat(english.status()).isEqualTo(200);
        assertThat(english.body().lines())
                .containsExactly(
                        "E-Mail;Vorname;Nachname;problem",
                        "nobody;Edo;'=Externo;email: Not a valid email address.",
                        email + ";Kla;;email: An earlier line has the same email address. lastName: Missing.");
        assertThat(german.body()).contains("Keine gültige E-Mail-Adresse.");
    }

    @Test
    void importsCorrectedFilesUnchanged() {
        var file = HEADER + "Klara;;" + Stage.email("klara") + "\n";
        var uploaded = upload(file);
        until(uploaded, "CHECKED");

        var again = upload(corrected(uploaded, file, "en").body().replace("Klara;;", "Klara;Kanari;"));

        assertThat(until(again, "CHECKED").json().path("valid").asInt()).isEqualTo(1);
    }

    /** The problems found so far are known and have not expired. */
    @Test
    void returnsNothingForAnImportInterruptedWithoutProblems() {
        var file = HEADER + line(Stage.email("klara"));
        var uploaded = upload(file);
        until(uploaded, "CHECKED");
        inHouse("update user_import set status = 'CANCELLED', stopped = 'interrupted', valid = 0 where id = '"
                + id(uploaded).value() + "'");

        var nothing = corrected(uploaded, file, "en");

        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.body().lines()).hasSize(1);
    }

    @Test
    void returnsLinesAsLongAsProblemsAreKept() {
        var file = HEADER + "Klara;;" + Stage.email("klara") + "\n";
        var uploaded = upload(file);
        until(uploaded, "CHECKED");
        var problems = "import_problem where import_id = '" + id(uploaded).value() + "'";

        inHouse("delete from " + problems);
        var gone = corrected(uploaded, file, "en");
        var page = ada.upload(path(uploaded) + "/corrections", file);

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.problem()).isEqualTo("gone");
        assertThat(page.status()).isEqualTo(410);
    }

    @Test
    void returnsNothingForAFileWithoutProblems() {
        var file = HEADER + line(Stage.email("klara"));
        var uploaded = upload(file);
        until(uploaded, "CHECKED");

        var nothing = corrected(uploaded, file, "en");

        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.body()).isEqualTo("firstName;lastName;email;problem\r\n");
    }

    @Test
    void returnsManyLinesInOrder() {
        var wrong = IntStream.range(0, LINES)
                .mapToObj(number -> number % 2 == 0
                        ? ";;" + number
                        : line(Stage.email("klara")).strip())
                .toList();
        var file = HEADER + String.join("\n", wrong) + "\n";
        var uploaded = upload(file);
        until(uploaded, "CHECKED");

        var corrected = corrected(uploaded, file, "en").body().lines().skip(1).toList();

        assertThat(corrected).hasSize(LINES / 2).allSatisfy(line -> assertThat(line)
                .contains("firstName: ", "lastName: ", "email: "));
        assertThat(corrected.stream().map(line -> Integer.valueOf(line.split(";")[2])))
                .isSorted()
                .endsWith(LINES - 2);
    }

    @Test
    void offersCorrectionsEvenIfTheFirstPageHasOnlyNotes() {
        var unusual = IntStream.range(0, 60)
                .mapToObj(number -> "Kl\u0430ra;Kanari;" + Stage.email("klara"))
                .collect(Collectors.joining("\n", HEADER, "\n"));
        var fine = upload(unusual);
        until(fine, "CHECKED");
        var nothingToCorrect = ada.page(path(fine)).body();
        var uploaded = upload(unusual + "Klara;;" + Stage.email("klara") + "\n");
        until(uploaded, "CHECKED");

        var page = ada.page(path(uploaded)).body();

        assertThat(page).contains(path(uploaded) + "/corrections\"");
        assertThat(nothingToCorrect)
                .contains("Mixes letters from different scripts")
                .doesNotContain(path(fine) + "/corrections\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/users/imports/template,en,firstName;lastName;email;type;role",
        "/users/imports/template,de,Vorname;Nachname;E-Mail;Typ;Rolle",
        "/partners/files/template,en,name;website;contactEmail;category",
        "/partners/files/template,de,Name;Website;Kontakt-E-Mail;Kategorie"
    })
    void theTemplateIsInTheUsersLanguage(String path, String language, String columns) {
        var template = ada.with("Accept-Language", language).page(path);

        assertThat(template.body()).isEqualTo("\uFEFF" + columns + "\r\n");
    }

    @Test
    void aFilledInTemplateIsAccepted() {
        var template = ada.with("Accept-Language", "de")
                .page("/users/imports/template")
                .body();

        var uploaded = upload(template + "Klara;Größe;" + Stage.email("klara") + ";Extern;\r\n");

        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(1);
    }

    @Test
    void returnsRejectedPartnersAsLongAsTheirFileIsKept() {
        var api = ada.with("Accept-Language", "en");
        var before = api.page("/partners/files/corrections");
        api.upload("/partners/files/check", "Name;Website;;\nAcme;https://acme.example;;\nBeta;beta;;\n");

        var corrections = api.page("/partners/files/corrections");
        api.form("/partners/files/creation", Map.of());

        assertThat(before.status()).isEqualTo(404);
        assertThat(corrections.body()).startsWith("\uFEFFName;Website;problem\r\nBeta;beta;Website: ");
        assertThat(corrections.body().lines()).hasSize(2);
        assertThat(api.page("/partners/files/corrections").status()).isEqualTo(404);
    }
}
