package lethe.verifier.verify;

import java.util.Collection;
import java.util.Optional;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;

/**
 * That a log was so, once it had so many entries.
 *
 * @param seen whether somebody outside has kept it, rather than the log itself
 */
record Claim(SignedNote note, Checkpoint checkpoint, boolean seen) {
    /** Empty for what is none, or is about another log. */
    static Optional<Claim> of(Origin log, String text, boolean seen) {
        return SignedNote.parse(text).flatMap(note -> Checkpoint.parse(note.text())
                .filter(checkpoint -> new Origin(checkpoint.origin()).log().equals(log))
                .map(checkpoint -> new Claim(note, checkpoint, seen)));
    }

    long size() {
        return checkpoint.size();
    }

    boolean isOf(Origin origin) {
        return checkpoint.origin().equals(origin.text());
    }

    boolean isSignedBy(Collection<KnownKey> keys) {
        return keys.stream().anyMatch(key -> note.isSignedBy(new Signer(checkpoint.origin(), key.key())));
    }

    /** One that was named word for word needs no signature: the key may have been lost along with the entries. */
    boolean isDeclaredBy(DeclaredRestore restore, Collection<KnownKey> keys) {
        return restore.what().names(note.toString())
                || isSignedBy(keys) && restore.what().covers(checkpoint);
    }
}
