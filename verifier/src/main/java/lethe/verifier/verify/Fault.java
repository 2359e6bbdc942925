package lethe.verifier.verify;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first fault of a log.
 *
 * @param index the first position that does not match what was signed
 * @param entry the ID of the entry there; absent if there is none, or if it is unknown which of several is wrong
 * @param sentence for people
 */
public record Fault(Code code, long index, @Nullable String entry, String sentence) {
    public enum Code {
        CHANGED,
        NODE,
        REMOVED,
        INSERTED,
        REORDERED,
        ROLLED_BACK,
        OTHER_HISTORY,
        UNSIGNED,
        KEY
    }

    @Override
    public String toString() {
        return Optional.ofNullable(entry).map(id -> id + " ").orElse("") + "at " + index + ": " + sentence;
    }
}
