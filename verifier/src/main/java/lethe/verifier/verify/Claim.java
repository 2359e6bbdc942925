package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.verify.Fault.Code;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that a log must match. A long log has many of them in memory together, so each consists only of its note's bytes
 * and is parsed when needed.
 *
 * @param text the note, in UTF-8
 * @param seen whether someone outside kept it, rather than the log itself
 */
record Claim(long size, byte[] text, boolean seen) {
    /** Empty if the text is not a checkpoint. */
    static Optional<Claim> of(String text, boolean seen) {
        return SignedNote.parse(text)
                .flatMap(note -> Checkpoint.parse(note.text()))
                .map(checkpoint -> new Claim(checkpoint.size(), text.getBytes(StandardCharsets.UTF_8), seen));
    }

    /** Empty if the text is not a checkpoint of that log. */
    static Optional<Claim> of(Origin log, String text, boolean seen) {
        return of(text, seen).filter(claim -> claim.isAbout(log));
    }

    Checkpoint checkpoint() {
        return Checkpoint.parse(note()).orElseThrow();
    }

    boolean isAbout(Origin log) {
        return new Origin(checkpoint().origin()).log().equals(log);
    }

    boolean isOf(Origin origin) {
        return checkpoint().origin().equals(origin.text());
    }

    boolean isSignedBy(Collection<KnownKey> keys) {
        var note = SignedNote.parse(note()).orElseThrow();
        var origin = checkpoint().origin();
        return keys.stream().anyMatch(key -> note.isSignedBy(new Signer(origin, key.key())));
    }

    /** A checkpoint that the restore names literally needs no signature: its key may have been lost along with the entries. */
    boolean isDeclaredBy(DeclaredRestore restore, Collection<KnownKey> keys) {
        return restore.what().names(note())
                || isSignedBy(keys) && restore.what().covers(checkpoint());
    }

    /** The log ends before the checkpoint. */
    Fault beyond(long entries, Collection<KnownKey> keys) {
        return isSignedBy(keys)
                ? new Fault(
                        seen ? Code.ROLLED_BACK : Code.REMOVED,
                        entries,
                        null,
                        "entries are missing from here on: a checkpoint was signed over " + size + ", and there are "
                                + entries)
                : unsigned();
    }

    /** The log has another root at the checkpoint's size. */
    Fault contradicted(long lastGood, @Nullable String lastEntry, Collection<KnownKey> keys) {
        return isSignedBy(keys)
                ? new Fault(
                        seen ? Code.OTHER_HISTORY : Code.REORDERED,
                        lastGood,
                        size - lastGood == 1 ? lastEntry : null,
                        "the entries from here to " + (size - 1) + " are not what the checkpoint of " + size
                                + " entries signed")
                : unsigned();
    }

    private Fault unsigned() {
        return new Fault(
                Code.UNSIGNED,
                Math.max(0, size - 1),
                null,
                "the checkpoint of " + size + " entries is not signed by any known key");
    }

    private String note() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
