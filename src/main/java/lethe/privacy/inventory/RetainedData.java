package lethe.privacy.inventory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Data retained on one legal ground until one time, in the phrases of receipts.
 *
 * @param what in the words declared for the columns
 * @param ground a phrase in the signed language
 * @param until the latest day of deletion or, where it is not known, a phrase in the signed language
 */
public record RetainedData(List<String> what, String ground, String until) {
    /** The ground for retaining names and references to the actor. */
    public static final String ACCOUNTING = "audit and accounting, Art. 17(3)(b) and (e) GDPR";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Absent where {@code until} is a phrase. */
    @JsonIgnore
    public @Nullable LocalDate day() {
        return DAY.matcher(until).matches() ? LocalDate.parse(until) : null;
    }
}
