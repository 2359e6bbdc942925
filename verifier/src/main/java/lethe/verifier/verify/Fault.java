package lethe.verifier.verify;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a log, the first of it.
 *
 * @param index the first place at which it is not what was signed
 * @param entry the id of what stands there; absent where nothing does, or where it is not known which of several
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
