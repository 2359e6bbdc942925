package lethe.privacy.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.RetentionPeriod;

/**
 * The end dates of retained data, under the organisation's current retention periods.
 *
 * @param record the end of the retained record
 * @param limits the periods of all categories, read once
 */
record Ends(LocalDate record, Instant from, Map<DataCategory, RetentionPeriod> limits) {
    /** The last day of a category. Existing data began earlier, and so expires by that day. */
    LocalDate of(DataCategory category) {
        return Objects.requireNonNull(limits.get(category)).lastDay(from);
    }
}
