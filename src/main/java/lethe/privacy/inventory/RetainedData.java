package lethe.privacy.inventory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stays of somebody on one ground and until one time, as receipts say it.
 *
 * @param what in the words of the columns
 * @param ground a phrase in the language that is signed
 * @param until the day on which it goes at the latest or, where no day is known, when: a phrase likewise
 */
public record RetainedData(List<String> what, String ground, String until) {
    /** The ground of the names, and of whatever says who did what. */
    public static final String ACCOUNTING = "audit and accounting, Art. 17(3)(b) and (e) GDPR";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Absent where {@code until} is a phrase. */
    @JsonIgnore
    public @Nullable LocalDate day() {
        return DAY.matcher(until).matches() ? LocalDate.parse(until) : null;
    }
}
