package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lethe.Stage;
import org.junit.jupiter.api.Test;

/** Rejected lines are returned only for the file that was imported. */
class RecognisedFilesTest extends Importing {
    @Test
    void refusesOtherFilesAndOrganisations() {
        var file = HEADER + "Klara;;" + Stage.email("klara") + "\n";
        var uploaded = upload(file);
        until(uploaded, "CHECKED");
        var path = path(uploaded) + "/corrections";

        var other = ada.upload(path, bytes(file + line("x")));
        var none = ada.upload(path, bytes("name;iban\n"));
        var foreign = stage.house().ada().upload(path, bytes(file));
        var viewer = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/errors/0/code").asString()).isEqualTo("another-file");
        assertThat(none.status()).isEqualTo(400);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(viewer.upload(path, bytes(file)).status()).isEqualTo(403);
    }

    /** Users with several such files must not get the wrong lines. */
    @Test
    void recognisesAnotherFileOfTheSameLengthByItsShape() {
        var file = HEADER + "Klara;;" + Stage.email("klara") + "\n" + line(Stage.email("edo"));
        var uploaded = upload(file);
        until(uploaded, "CHECKED");
        var lines = file.split("\n", -1);

        var swapped = String.join("\n", lines[0], lines[2], lines[1], "");
        var others = HEADER + line("one@x.example") + line("two@x.example");
        var laterByALine = file.replaceFirst("\n", "\n\n");
        var otherColumns =
                "lastName;firstName;email" + file.substring(HEADER.strip().length());

        assertThat(List.of(swapped, others, laterByALine, otherColumns))
                .extracting(other -> corrected(uploaded, other, "en")
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .containsOnly("another-file");
        assertThat(corrected(uploaded, file, "en").status()).isEqualTo(200);
    }

    /** To distinguish it, something computed from e-mails would have to be stored. */
    @Test
    void doesNotDistinguishFilesOfTheSameShape() {
        var uploaded = upload(HEADER + "Klara;;" + Stage.email("klara") + "\n");
        until(uploaded, "CHECKED");

        var other = corrected(uploaded, HEADER + "Edo;;" + Stage.email("edo") + "\n", "en");

        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body()).contains("Edo;;");
    }

    /**
     * As another program writes it: byte order mark, other separators, line ends and quotes, trailing empty cells.
     */
    @Test
    void acceptsTheSameFileSavedByAnotherProgram() {
        var file = HEADER + "Klara;;" + Stage.email("klara") + "\n";
        var uploaded = upload(file);
        until(uploaded, "CHECKED");

        var saved =
                "\uFEFF" + file.replace(";", ",").replace("Klara", "\"Klara\"").replace("\n", ",,\r\n");

        assertThat(corrected(uploaded, saved, "en").body()).contains("lastName: Missing.");
    }

    @Test
    void recognisesFilesOfOldImportsByTheirLength() {
        var file = HEADER + "Klara;;" + Stage.email("klara") + "\n";
        var uploaded = upload(file);
        until(uploaded, "CHECKED");

        inHouse("delete from import_problem where line = 0 and import_id = '"
                + id(uploaded).value() + "'");

        assertThat(corrected(uploaded, HEADER + "Edo;;\n", "en").status()).isEqualTo(200);
        assertThat(corrected(uploaded, file + line("x"), "en").status()).isEqualTo(422);
    }
}
