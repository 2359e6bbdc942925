package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.Stage;
import lethe.platform.kernel.UserType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;

/** Which files can be read, whatever program wrote them. */
class FileFormatsTest extends Importing {
    @Autowired
    private MessageSource messages;

    @Test
    void refusesFilesThatAreNotTablesOfUsers() {
        assertRefused("firstName;lastName;email;skype\n", 400, "unknown-field", "skype");
        assertRefused("Vorname;Nachname;Telefon\n", 400, "unknown-field", "Telefon");
        assertRefused("firstName;lastName\n", 400, "malformed", "email");
        assertRefused("Klara;Kanari;" + Stage.email("k") + "\n", 400, "malformed", "file");
        assertThat(upload("").status()).isEqualTo(400);
        var latin = ada.with("Accept-Language", "en")
                .upload("/users/imports", (HEADER + "Jürgen;Größe;x\n").getBytes(Charset.forName("windows-1252")));
        assertThat(latin.status()).isEqualTo(400);
        assertThat(latin.body()).contains("Line 2").doesNotContain("Gr");
        assertThat(ada.post("/users/imports", Map.of()).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstName;lastName;email;;;\nKlara;Kanari;%s;;;\n;;;;;\n",
                "Vorname;Nachname;E-Mail\nKlara;Kanari;%s\n",
                "E-Mail-Adresse;Nachname;Vorname;Typ;Rolle\n%s;Kanari;Klara;extern;Viewer\n"
            })
    void readsFilesAsSpreadsheetsWriteThem(String file) {
        var uploaded = upload(file.formatted(Stage.email("klara")));

        var checked = until(uploaded, "CHECKED").json();
        assertThat(checked.path("lines").asInt()).isEqualTo(1);
        assertThat(checked.path("valid").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void readsTypesByTheirLabels(String language) {
        var lines = Stream.of(UserType.values())
                .map(type -> messages.getMessage("user.type." + type, null, Locale.of(language)))
                .map(word -> "Klara;Kanari;" + Stage.email("klara") + ";" + word)
                .collect(Collectors.joining("\n", "firstName;lastName;email;type\n", "\n"));

        var checked = until(upload(lines), "CHECKED").json();

        assertThat(checked.path("valid").asInt()).isEqualTo(UserType.values().length);
    }

    @Test
    void removesSpreadsheetGuards() {
        var uploaded = upload(HEADER + "'=Klara;'-;" + Stage.email("klara") + "\n");
        until(uploaded, "CHECKED");

        start(uploaded, "EXTERNAL", "Viewer");
        until(uploaded, "DONE");

        assertThat(ada.get("/users?limit=200").body()).contains("\"=Klara\"", "\"-\"");
    }

    @Test
    void refusesFilesThatAreTooLarge() {
        var rows = HEADER + "\u0061;b;c\n".repeat(200_001);

        assertThat(upload(rows).status()).isEqualTo(413);
        assertThat(ada.upload("/users/imports", new byte[(32 << 20) + 1]).status())
                .isEqualTo(413);
    }

    @Test
    void accepts32MiB() {
        var file = new byte[32 << 20];
        Arrays.fill(file, (byte) ' ');
        var lines = 100;
        for (var number = 0; number <= lines; number++) {
            var line = bytes(
                    (number == 0 ? "firstName\tlastName\temail" : "Klara\tGröße\t" + Stage.email("klara")) + "\r\n");
            var end = file.length / (lines + 1) * (number + 1);
            System.arraycopy(line, 0, file, (number == lines ? file.length : end) - line.length, line.length);
        }

        var uploaded = ada.upload("/users/imports", file);

        assertThat(uploaded.status()).isEqualTo(202);
        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(lines);
        assertThat(ada.delete(path(uploaded)).status()).isEqualTo(204);
    }

    private void assertRefused(String file, int status, String problem, String field) {
        var answer = upload(file);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }
}
