package lethe.verifier.verify;

import lethe.verifier.checkpoints.RestoreBreak;

/**
 * A restore that a log declares.
 *
 * @param index of the declaring entry, from which on the log has another origin
 */
public record DeclaredRestore(long index, RestoreBreak what) {
    @Override
    public String toString() {
        return "at " + index + ": an older database was restored here, and the log continues under another origin; "
                + what.lost() + " entries that were signed before are known to be missing";
    }
}
