package lethe.privacy.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.RetentionPeriod;

/**
 * When what is kept of somebody ends, by the limits of their organisation as they are now.
 *
 * @param record the end of the retained record
 * @param limits of every kind, read once for everything that is kept
 */
record Ends(LocalDate record, Instant from, Map<DataCategory, RetentionPeriod> limits) {
    /** Whatever there is began before, and so is over by that day. */
    LocalDate of(DataCategory kind) {
        return Objects.requireNonNull(limits.get(kind)).lastDay(from);
    }
}
