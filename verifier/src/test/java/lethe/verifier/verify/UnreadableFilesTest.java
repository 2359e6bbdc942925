package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the verifier says of files and arguments that it cannot use. */
class UnreadableFilesTest extends VerifierRun {
    @Test
    void aFilesTextCannotImitateAResultOrControlTheTerminal() throws IOException {
        var receipt = new MadeReceipt(TestKey.FIRST, TestKey.FIRST)
                .saying("keyDestroyedAt", "now\nproven: all\r\u001B[2J\u202E\u2028proven: all");

        assertThat(run(write(receipt.file().toString()))).isEqualTo(5);
        assertThat(said().lines()).noneMatch(line -> line.startsWith("proven"));
        assertThat(said()).doesNotContain("\r", "\u001B", "\u202E", "\u2028");
    }

    @Test
    void garbageIsFalseAndBinaryFilesAreRefused() throws IOException {
        for (var text : List.of(
                "", "{", "[]", "null", "lethe/org_x\n1\n", "{\"format\":\"lethe-audit-1\"", "x".repeat(9_999))) {
            assertThat(run(write(text), "--key", TestKey.FIRST.publicKey()))
                    .as("%s: %s", text, said())
                    .isEqualTo(1);
        }
        assertThat(run(Files.write(place.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0})))
                .isEqualTo(1);
        assertThat(error()).contains("not text in UTF-8");
    }

    @Test
    void refusesTooLargeFilesUnread() throws IOException {
        var large = Files.write(place.resolve("large"), new byte[(4 << 20) + 1]);

        assertThat(run(large)).isEqualTo(1);
        assertThat(error()).contains("too large to be a receipt");
        assertThat(run(Path.of("/dev/zero"))).as("which never ends").isEqualTo(1);
        assertThat(run(file("receipt"), "--key", large.toString())).isEqualTo(2);
    }

    @Test
    void namesAMissingFileOrADirectory() {
        assertThat(run(place.resolve("nothing"))).isEqualTo(1);
        assertThat(error()).contains("File not found: ");
        assertThat(run(place)).isEqualTo(1);
        assertThat(error()).contains("One of the files is a directory");
    }

    @Test
    void printsTheUsageForInvalidArguments() throws IOException {
        var receipt = file("receipt").toString();
        for (var typed : List.of(
                List.<String>of(),
                List.of(receipt, receipt),
                List.of(receipt, "--whose", "x"),
                List.of(receipt, "--key"),
                List.of("--keys", receipt, "--keys", receipt, receipt))) {
            assertThat(run(typed.toArray(String[]::new))).as("%s", typed).isEqualTo(2);
            assertThat(error()).contains("Usage: ");
        }
        assertThat(run(receipt, "--key", "nonsense")).isEqualTo(2);
        assertThat(run(receipt, "--key=" + TestKey.FIRST.publicKey())).isZero();
        assertThat(run("--help")).isZero();
        assertThat(said()).startsWith("Usage: ");
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
