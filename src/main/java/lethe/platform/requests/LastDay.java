package lethe.platform.requests;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A last day that is set or removed.
 *
 * @param day absent to remove it
 */
public record LastDay(@Nullable LocalDate day) {
    private static final int LONGEST = 16;

    /** Empty if the text is not a date; without a day if the text is empty. */
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
