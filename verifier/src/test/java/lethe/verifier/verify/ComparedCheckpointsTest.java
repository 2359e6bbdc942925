package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A given or remembered checkpoint is compared or reported as not comparable, never ignored. */
class ComparedCheckpointsTest {
    private static final MadeLog LOG = new MadeLog(TestKey.FIRST);
    private static final String KEY = TestKey.FIRST.publicKey();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String home = System.getProperty("user.home");

    @TempDir
    private Path place;

    @BeforeEach
    void nothingIsRememberedOfBefore() {
        System.setProperty("user.home", place.toString());
    }

    @AfterEach
    void goHome() {
        System.setProperty("user.home", home);
    }

    @Test
    void comparesANoteWithoutAnyKey() throws IOException {
        assertThat(run(LOG.checkpoint(3), "--checkpoint", file(other(3)))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("consistent");
        assertThat(run(LOG.checkpoint(3), "--checkpoint", file(LOG.checkpoint(3))))
                .isEqualTo(5);
        assertThat(run(LOG.checkpoint(3), "--checkpoint", file(LOG.checkpoint(2))))
                .as("a note has no proof of that")
                .isEqualTo(1);
        assertThat(run(LOG.checkpoint(2), "--checkpoint", file(LOG.checkpoint(3))))
                .isEqualTo(1);
        var elsewhere = TestKey.FIRST.note("lethe/else", "lethe/else\n3\n" + "A".repeat(43) + "=\n");
        assertThat(run(LOG.checkpoint(3), "--checkpoint", file(elsewhere.toString())))
                .isEqualTo(1);
    }

    @Test
    void comparesAPartWithACheckpointOfItsSize() throws IOException {
        assertThat(part("--checkpoint", file(LOG.checkpoint(3)))).isZero();
        assertThat(part("--checkpoint", file(other(3)))).isEqualTo(1);
        assertThat(said()).contains("the log had two versions");
        assertThat(part("--checkpoint", file(new MadeLog(TestKey.SECOND).checkpoint(3))))
                .as("signed by nobody known")
                .isEqualTo(1);
    }

    @Test
    void refusesAPartThatCannotBeCompared() throws IOException {
        for (var kept : List.of(other(9), LOG.checkpoint(2))) {
            assertThat(part("--checkpoint", file(kept))).as(said()).isEqualTo(2);
            assertThat(said())
                    .contains("only an export of the whole log can show")
                    .doesNotContain("proven");
        }
        var elsewhere = TestKey.FIRST.note("lethe/else", "lethe/else\n3\n" + "A".repeat(43) + "=\n");
        assertThat(part("--checkpoint", file(elsewhere.toString()))).isEqualTo(1);
        assertThat(said()).contains("belongs to another log");
    }

    @Test
    void comparesAPartWithTheRememberedCheckpoint() throws IOException {
        assertThat(run(LOG.whole().toString(), "--key", KEY)).isZero();
        assertThat(part()).as(said()).isZero();

        remember(other(3));
        assertThat(part()).isEqualTo(1);
        assertThat(said()).contains("the log had two versions");
        remember(other(9));
        assertThat(part()).isEqualTo(2);
        assertThat(said())
                .contains("A log of 9 entries was verified here before")
                .doesNotContain("proven");
        remember(LOG.checkpoint(2));
        assertThat(part()).isZero();
        assertThat(said()).contains("not compared with the log of 2 entries");
    }

    private int part(String... more) throws IOException {
        var typed = new String[more.length + 2];
        typed[0] = "--key";
        typed[1] = KEY;
        System.arraycopy(more, 0, typed, 2, more.length);
        return run(LOG.part().toString(), typed);
    }

    private int run(String file, String... more) throws IOException {
        out.reset();
        err.reset();
        var typed = new ArrayList<>(List.of(file(file)));
        typed.addAll(List.of(more));
        return LetheVerifier.run(typed, stream(out), stream(err));
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(place, "some", ".json"), text)
                .toString();
    }

    /** A checkpoint of another history, signed by the same key. */
    private static String other(int size) {
        return TestKey.FIRST
                .note(MadeLog.ORIGIN, MadeLog.ORIGIN + "\n" + size + "\n" + "A".repeat(43) + "=\n")
                .toString();
    }

    private void remember(String note) throws IOException {
        try (var files = Files.list(place.resolve(".config/lethe/checkpoints"))) {
            Files.writeString(files.findFirst().orElseThrow(), note);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
