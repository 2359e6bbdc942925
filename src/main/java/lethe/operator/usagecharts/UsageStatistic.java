package lethe.operator.usagecharts;

import java.time.LocalDate;
import lethe.platform.usage.Feature;

/**
 * How many people used a feature, as published.
 *
 * @param from the first day
 * @param days the number of days added up; people are counted again each day
 * @param count includes noise; may be negative
 * @param plusMinus the true count is within this distance 19 times out of 20
 */
public record UsageStatistic(LocalDate from, int days, Feature feature, long count, long plusMinus) {
    /** Whether it cannot be distinguished from zero. */
    public boolean isTooFew() {
        return count <= plusMinus;
    }
}
