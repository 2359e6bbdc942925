package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.verifier.verify.VerificationResult.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receipt and a proof belong together: the key's owner can sign other receipts, but the log contains the hash of only one. */
class StatementTest {
    @TempDir
    private Path place;

    @Test
    void theHashCoversTheContentRegardlessOfSignerAndOrder() {
        var one = made();
        var file = one.file();
        var receipt = file.path("receipt");

        assertThat(Statement.hash(receipt)).isEqualTo(one.hash()).matches("sha256:[0-9a-f]{64}");
        assertThat(Statement.hash(
                        new MadeReceipt(TestKey.SECOND, TestKey.SECOND).file().path("receipt")))
                .isEqualTo(one.hash());
        assertThat(made().saying("storage", "elsewhere").hash()).isNotEqualTo(one.hash());
    }

    @Test
    void bothVerifiersProveAReceiptInTheLog() throws Exception {
        agree(made(), Kind.PROVEN);
        agree(made().format(1), Kind.PROVEN);
        agree(made().format(1).holdingNothing(), Kind.PROVEN);
        agree(made().old(), Kind.PROVEN);
    }

    @Test
    void anotherReceiptForTheSameEntryIsFalse() throws Exception {
        var hash = made().hash();

        agree(made().saying("storage", "overwritten seven times").holding(hash), Kind.FALSE);
        agree(made().format(1).holding(hash), Kind.FALSE);
        agree(made().holding(hash.toUpperCase(Locale.ROOT)), Kind.FALSE);
        agree(made().holding(""), Kind.FALSE);
        agree(made().saying("again", "true").holding(hash), Kind.FALSE);
    }

    @Test
    void onlyOldReceiptsMayLackAHash() throws Exception {
        agree(made().holdingNothing(), Kind.FALSE);
    }

    @Test
    void refusesUnknownFormats() throws Exception {
        agree(made().format(3), Kind.FALSE);
        agree(made().format(0).holdingNothing(), Kind.FALSE);
        agree(made().saying("format", "2"), Kind.FALSE);
    }

    @Test
    void aRepeatedTerminationMatchesInReceiptAndLog() throws Exception {
        Map<String, Object> declared = Map.of("self", false, "again", true, "restore", "k7m2");
        Map<String, Object> undeclared = Map.of("self", false, "again", true);

        agree(made().saying("again", true).saying("restore", "k7m2").terminated(declared), Kind.PROVEN);
        agree(made().saying("again", true).terminated(undeclared), Kind.PROVEN);
        assertThat(steps(made().saying("again", true).saying("restore", "k7m2").terminated(declared)))
                .contains("an older database had brought them back; the log declares that restore as k7m2.");
        assertThat(steps(made().saying("again", true).terminated(undeclared)))
                .contains("an older database had brought them back; the log does not declare that restore.");
        assertThat(steps(made())).doesNotContain("had brought them back");
    }

    @Test
    void aRepetitionInOnlyOneOfTheTwoIsFalse() throws Exception {
        Map<String, Object> declared = Map.of("self", false, "again", true, "restore", "k7m2");

        agree(made().saying("again", true).saying("restore", "k7m2"), Kind.FALSE);
        agree(made().terminated(declared), Kind.FALSE);
        agree(made().saying("again", true).terminated(declared), Kind.FALSE);
        agree(made().saying("again", true).saying("restore", "other").terminated(declared), Kind.FALSE);
        agree(made().saying("again", false).terminated(Map.of("again", false)), Kind.FALSE);
        agree(made().saying("again", "true").terminated(Map.of("again", "true")), Kind.FALSE);
        agree(made().saying("restore", "k7m2").terminated(Map.of("restore", "k7m2")), Kind.FALSE);
    }

    private static String steps(MadeReceipt made) {
        return String.join(
                "\n", ReceiptCheck.check(made.file().toString(), List.of()).steps());
    }

    private static MadeReceipt made() {
        return new MadeReceipt(TestKey.FIRST, TestKey.FIRST);
    }

    private void agree(MadeReceipt made, Kind expected) throws Exception {
        var file = made.file().toString();
        var verdict = ReceiptCheck.check(file, List.of(TestKey.FIRST.known()));
        assertThat(verdict.kind()).as(String.join("\n", verdict.steps())).isEqualTo(expected);
        assertThat(StrangersVerifier.verdict(place, file, TestKey.FIRST.publicKey()))
                .isEqualTo(expected.name().toLowerCase(Locale.ROOT));
    }
}
