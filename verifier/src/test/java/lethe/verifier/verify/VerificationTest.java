package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the verifier says of files of each kind. */
class VerificationTest extends VerifierRun {
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

        assertThat(said()).contains("The receipt lists as out of the operator's reach: files downloaded before.");
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

    /** The range that is signed or leads to a signature: from its first character to its last. */
    private static int[] signed(String file) {
        var starts = Stream.of("\"userId\":\"", "\"dct:identifier\":\"", "\"entry\":\"", "\\n3\\n", "\n3\n")
                .mapToInt(file::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElseThrow();
        return new int[] {starts + 12, Math.min(starts + 180, file.length() - 4)};
    }
}
