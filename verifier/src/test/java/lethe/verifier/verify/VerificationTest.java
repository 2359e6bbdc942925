package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of file: valid, changed, with another key, without a key, and foreign files. */
class VerificationTest {
    private static final Map<String, String> FILES = MadeFiles.all(TestKey.FIRST);
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

    static Set<String> kinds() {
        return FILES.keySet();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aValidFileIsProvenOrSignedWithItsKey(String kind) throws IOException {
        assertThat(run(file(kind), "--key", TestKey.FIRST.publicKey()))
                .as(said())
                .isZero();
        assertThat(said()).containsPattern("(?m)^(proven|signed): ").doesNotContain("unchecked key");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void withoutAKeyItIsAtMostConsistent(String kind) throws IOException {
        assertThat(run(file(kind))).as(said()).isEqualTo(5);
        assertThat(said()).contains("consistent, by keys you have not checked");
        if (!kind.equals("note")) {
            assertThat(said())
                    .contains("unchecked key: " + TestKey.FIRST.known().id() + " " + TestKey.FIRST.publicKey());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void withAnotherKeyItIsFalse(String kind) throws IOException {
        assertThat(run(file(kind), "--key", TestKey.SECOND.publicKey()))
                .as(said())
                .isEqualTo(1);
        assertThat(said()).contains("false: this ");
    }

    /** Flips one bit at each position in turn, except in white space and parts that no reader uses. */
    @ParameterizedTest
    @MethodSource("kinds")
    void withOneBitFlippedItIsNotValid(String kind) throws IOException {
        var bytes = right(kind).getBytes(StandardCharsets.UTF_8);
        var signed = signed(right(kind));
        for (var at = signed[0]; at < signed[1]; at += 7) {
            var changed = bytes.clone();
            changed[at] ^= 1;

            var code = run(Files.write(place.resolve("changed"), changed), "--key", TestKey.FIRST.publicKey());

            assertThat(code).as("%s at %s: %s", kind, at, said()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsTheStandardInput(String kind) {
        var in = System.in;
        System.setIn(new ByteArrayInputStream(right(kind).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("-", "--key", TestKey.FIRST.publicKey())).as(said()).isZero();
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void aPromisedProofIsNotProven() throws IOException {
        var promised = write(MadeFiles.promised(TestKey.FIRST));

        assertThat(run(promised, "--key", TestKey.FIRST.publicKey())).isEqualTo(3);
        assertThat(said()).contains("promised: ");
    }

    @Test
    void printsWhatIsOutOfReach() throws IOException {
        run(file("receipt"), "--key", TestKey.FIRST.publicKey());

        assertThat(said()).contains("Out of the operator's reach, it says: files downloaded before.");
    }

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
        assertThat(error()).contains("larger than any");
        assertThat(run(Path.of("/dev/zero"))).as("which never ends").isEqualTo(1);
        assertThat(run(file("receipt"), "--key", large.toString())).isEqualTo(2);
    }

    @Test
    void namesAMissingFileOrADirectory() {
        assertThat(run(place.resolve("nothing"))).isEqualTo(1);
        assertThat(error()).contains("There is no file ");
        assertThat(run(place)).isEqualTo(1);
        assertThat(error()).contains("A directory was named");
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

    @Test
    void aCheckpointMustContinueTheKeptOne() throws IOException {
        var log = new MadeLog(TestKey.FIRST);
        var answer = write(log.checkpointFrom(2).toString());
        var key = TestKey.FIRST.publicKey();

        assertThat(run(
                        answer,
                        "--key",
                        key,
                        "--checkpoint",
                        write(log.checkpoint(2)).toString()))
                .as(said())
                .isZero();
        assertThat(said()).contains("The log of 2 entries is the beginning of this one");
        assertThat(run(
                        answer,
                        "--key",
                        key,
                        "--checkpoint",
                        write(log.checkpoint(1)).toString()))
                .isEqualTo(1);
        var other = TestKey.FIRST.note(MadeLog.ORIGIN, MadeLog.ORIGIN + "\n2\n" + "A".repeat(43) + "=\n");
        assertThat(run(
                        answer,
                        "--key",
                        key,
                        "--checkpoint",
                        write(other.toString()).toString()))
                .isEqualTo(1);
        assertThat(run(answer, "--checkpoint", write("nothing").toString())).isEqualTo(2);
        assertThat(run(file("receipt"), "--checkpoint", file("note").toString()))
                .isEqualTo(2);
    }

    @Test
    void comparesAnExportWithTheGivenCheckpoint() throws IOException {
        var key = TestKey.FIRST.publicKey();
        var beyond = TestKey.FIRST.note(MadeLog.ORIGIN, MadeLog.ORIGIN + "\n9\n" + "A".repeat(43) + "=\n");

        assertThat(run(
                        file("export"),
                        "--key",
                        key,
                        "--checkpoint",
                        file("note").toString()))
                .isZero();
        assertThat(run(
                        file("export"),
                        "--key",
                        key,
                        "--checkpoint",
                        write(beyond.toString()).toString()))
                .isEqualTo(1);
        assertThat(said()).contains("entries are missing");
    }

    @Test
    void doesNotRememberAnExportWithoutAKnownKey() throws IOException {
        assertThat(run(write(new MadeLog(TestKey.SECOND).whole().toString()))).isEqualTo(5);
        assertThat(place.resolve(".config")).doesNotExist();
        assertThat(run(file("export"), "--key", TestKey.FIRST.publicKey()))
                .as(said())
                .isZero();
        assertThat(place.resolve(".config/lethe/checkpoints")).isNotEmptyDirectory();
    }

    private static String right(String kind) {
        return Objects.requireNonNull(FILES.get(kind));
    }

    /** The range that is signed or leads to a signature: from its first character to its last. */
    private static int[] signed(String file) {
        var starts = Stream.of("\"userId\":\"", "\"dct:identifier\":\"", "\"entry\":\"", "\\n3\\n", "\n3\n")
                .mapToInt(file::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElseThrow();
        return new int[] {starts + 12, Math.min(starts + 180, file.length() - 4)};
    }

    private Path file(String kind) throws IOException {
        return write(right(kind));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(place, "some", ".json"), text);
    }

    private int run(Path file, String... more) {
        return run(Stream.concat(Stream.of(file.toString()), Stream.of(more)).toArray(String[]::new));
    }

    private int run(String... typed) {
        out.reset();
        err.reset();
        return LetheVerifier.run(new ArrayList<>(List.of(typed)), stream(out), stream(err));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
