package lethe.verifier.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lethe.verifier.verify.VerificationResult.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Checks one file of any kind and prints the steps: {@code lethe verify}, and the jar for auditors.
 *
 * @param file its name; a hyphen for the standard input
 * @param keys the operator's, as typed
 * @param published a file with the response of {@code GET /api/v1/keys}, which shows the keys' successors; null for none
 * @param checkpoint a file with an earlier checkpoint; null for none
 */
public record Verification(
        String file,
        List<String> keys,
        @Nullable String published,
        @Nullable String checkpoint) {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int PROMISED = 3;
    private static final int CONSISTENT = 5;
    private static final int FALSE = 1;

    /**
     * Checks the file and returns the exit code.
     *
     * @throws FileRefused if there is nothing to check
     */
    public int run(PrintStream out) throws IOException {
        if (published != null && keys.isEmpty()) {
            throw FileRefused.typed("--keys needs a key to start from: name one with --key.");
        }
        try (var opened = EvidenceFile.open(file)) {
            var known = known(out);
            return opened.isLog() ? log(opened, known, out) : text(opened.text(), known, out);
        }
    }

    private List<KnownKey> known(PrintStream out) throws IOException {
        var named = NamedKeys.read(keys);
        var following = NamedKeys.following(named, published);
        following.forEach(
                key -> out.println("The key " + key.id() + " follows from one you named (" + published + ")."));
        var known = new ArrayList<>(named);
        known.addAll(following);
        return known;
    }

    private int text(String text, List<KnownKey> known, PrintStream out) throws IOException {
        var kind = EvidenceKind.of(text);
        if (checkpoint != null && kind != EvidenceKind.CHECKPOINT) {
            throw FileRefused.typed("--checkpoint only works with exported logs and checkpoints.");
        }
        var result =
                switch (kind) {
                    case CONSENT_RECEIPT -> ConsentReceiptCheck.check(text, known);
                    case PROOF -> ProofCheck.entry(text, known);
                    case CHECKPOINT -> ProofCheck.checkpoint(text, known, seen());
                    case RECEIPT, EXPORT -> ReceiptCheck.check(text, known);
                };
        result.steps().forEach(step -> out.println(oneLine(step)));
        return tell(kind, result, out);
    }

    private int log(EvidenceFile opened, List<KnownKey> known, PrintStream out) throws IOException {
        var check = new ExportCheck(memory(), known, seen());
        var right = check.isSound(opened.reader());
        check.lines().forEach(line -> out.println(oneLine(line)));
        var kind = right && known.isEmpty() ? Kind.CONSISTENT : right ? Kind.PROVEN : Kind.FALSE;
        return tell(EvidenceKind.EXPORT, new VerificationResult(kind, List.of(), check.unchecked()), out);
    }

    /** Text from the file can neither imitate our own lines nor control the terminal. */
    private static String oneLine(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }

    /** The directory with the last checkpoint of each verified log, so that a rollback is detected. */
    public static Path memory() {
        return Path.of(System.getProperty("user.home"), ".config", "lethe", "checkpoints");
    }

    private @Nullable String seen() throws IOException {
        if (checkpoint == null) {
            return null;
        }
        return EvidenceFile.checkpoint(Path.of(checkpoint))
                .orElseThrow(() -> FileRefused.typed("No checkpoint found in " + checkpoint + "."));
    }

    private static int tell(EvidenceKind kind, VerificationResult result, PrintStream out) {
        result.unchecked().forEach(key -> out.println("unchecked key: " + key.id() + " " + key.publicKey()));
        out.println(sentence(kind, result));
        return switch (result.kind()) {
            case PROVEN, SIGNED -> 0;
            case CONSISTENT -> CONSISTENT;
            case PROMISED -> PROMISED;
            case FALSE -> FALSE;
        };
    }

    private static String sentence(EvidenceKind kind, VerificationResult result) {
        return switch (result.kind()) {
            case PROVEN -> "proven: this is in the organisation's append-only audit log, and signed.";
            case SIGNED -> kind.signed();
            case CONSISTENT -> consistent(result);
            case PROMISED -> "promised: everything so far is valid, but not proven yet.";
            case FALSE -> kind.notToBeBelieved();
        };
    }

    private static String consistent(VerificationResult result) {
        var ids = result.unchecked().stream().map(KnownKey::id).collect(Collectors.joining(", "));
        return "consistent, by keys you have not checked" + (ids.isEmpty() ? "" : ": " + ids)
                + ". Anyone can create such a file: compare the keys with those the operator publishes elsewhere, and name"
                + " them with --key.";
    }
}
