package lethe.lifecycle.staging;

import java.util.Set;
import java.util.UUID;

/**
 * Why a line is rejected, or a note on a line that is not.
 *
 * @param line the line number in the file; the header is line 1
 * @param field the column, or {@code line} for the line as a whole
 */
public record ImportProblem(int line, String field, String code) {
    static final String EMAIL = "email";
    static final String IN_USE = "email-in-use";
    public static final String WHOLE = "line";
    private static final Set<String> TO_LOOK_AT = Set.of("mixed-scripts", "looks-alike");

    /** Whether the line is rejected; notes do not reject it. */
    public boolean rejects() {
        return !TO_LOOK_AT.contains(code);
    }

    /**
     * The position in the list as a cursor. It contains only a hash of the text, so that it has the form of an id.
     */
    UUID key() {
        return new UUID(line, Integer.toUnsignedLong((field + " " + code).hashCode()));
    }
}
