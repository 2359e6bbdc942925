package lethe.evidence;

import java.util.List;

/**
 * What became of a check.
 *
 * @param steps what was looked at, in the order of looking, each in a sentence
 */
public record Verdict(Kind kind, List<String> steps) {
    /**
     * {@code SIGNED}: right, and of a kind that has no proof beside its signature. {@code PROMISED}: all that is there is right,
     * but the proof is not there yet, or nobody vouches for its key.
     */
    public enum Kind {
        PROVEN,
        SIGNED,
        PROMISED,
        FALSE
    }

    public boolean isProven() {
        return kind == Kind.PROVEN;
    }
}
