package lethe.operator.usagecharts;

import java.time.LocalDate;
import lethe.platform.usage.Feature;

/**
 * How many people used a feature, as it was published.
 *
 * @param from the first day
 * @param days how many days it is the sum of: people are counted anew on each
 * @param count with noise in it; may be negative
 * @param plusMinus the true number is within so much of it, 19 times out of 20
 */
public record UsageStatistic(LocalDate from, int days, Feature feature, long count, long plusMinus) {
    /** Whether it cannot be told from nobody. */
    public boolean isTooFew() {
        return count <= plusMinus;
    }
}
