package lethe.verifier.verify;

import java.util.List;

/**
 * The result of a check.
 *
 * @param steps the checks made, in order, as sentences
 * @param unchecked the keys that the result relies on and that were not named
 */
public record VerificationResult(Kind kind, List<String> steps, List<KnownKey> unchecked) {
    /**
     * {@code SIGNED}: valid, for kinds without a proof besides the signature. {@code CONSISTENT}: everything matches, but relies
     * on keys from the file, which anyone can generate. {@code PROMISED}: the proof does not exist yet.
     */
    public enum Kind {
        PROVEN,
        SIGNED,
        CONSISTENT,
        PROMISED,
        FALSE
    }

    static VerificationResult wrong(List<String> steps) {
        return new VerificationResult(Kind.FALSE, steps, List.of());
    }

    public boolean isProven() {
        return kind == Kind.PROVEN;
    }
}
