package lethe.lifecycle.staging;

import java.util.Set;
import java.util.UUID;

/**
 * Why a line becomes nobody, or what to look at in one that becomes somebody.
 *
 * @param line its number in the file, the header's being 1
 * @param field the column, or {@code line} for the line as a whole
 */
public record ImportProblem(int line, String field, String code) {
    static final String EMAIL = "email";
    static final String IN_USE = "email-in-use";
    public static final String WHOLE = "line";
    private static final Set<String> TO_LOOK_AT = Set.of("mixed-scripts", "looks-alike");

    /** Whether the line becomes nobody; what is only to be looked at does not keep anybody out. */
    public boolean rejects() {
        return !TO_LOOK_AT.contains(code);
    }

    /** Where it is in the list: of the text only a hash, so that the key has the form of an id. */
    UUID key() {
        return new UUID(line, Integer.toUnsignedLong((field + " " + code).hashCode()));
    }
}
