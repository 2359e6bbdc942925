package lethe.platform.requests;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A last day that was given, or taken away.
 *
 * @param day absent: there is to be none
 */
public record LastDay(@Nullable LocalDate day) {
    private static final int LONGEST = 16;

    /** Nothing where the text is no date; one without a day where it is empty. */
    public static Optional<LastDay> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LastDay(text.isEmpty() ? null : LocalDate.parse(text)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return day == null ? "" : day.toString();
    }
}
