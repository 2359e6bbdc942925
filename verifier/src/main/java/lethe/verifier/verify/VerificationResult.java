package lethe.verifier.verify;

import java.util.List;

/**
 * What became of a check.
 *
 * @param steps what was looked at, in the order of looking, each in a sentence
 * @param unchecked the keys that it rests on and that nobody named from outside
 */
public record VerificationResult(Kind kind, List<String> steps, List<KnownKey> unchecked) {
    /**
     * {@code SIGNED}: right, and of a kind that has no proof beside its signature. {@code CONSISTENT}: all of it fits together, but
     * rests on keys that came with it, which anybody can make. {@code PROMISED}: the proof is not there yet.
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
