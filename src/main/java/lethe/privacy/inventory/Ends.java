package lethe.privacy.inventory;

import java.time.Instant;
import java.time.LocalDate;
import lethe.platform.personaldata.DataCategory;
import lethe.privacy.retention.RetentionPolicy;

/**
 * When what is kept of somebody ends, by the limits of their organisation as they are now.
 *
 * @param record the end of the retained record
 */
record Ends(LocalDate record, Instant from, RetentionPolicy limits) {
    /** Whatever there is began before, and so is over by that day. */
    LocalDate of(DataCategory kind) {
        return limits.of(kind).lastDay(from);
    }
}
