package lethe.operator.usagecharts;

import java.math.BigDecimal;

/**
 * What the statistics may reveal about one person, as ε of differential privacy.
 *
 * @param perFeature ε₀, of one feature's count of one day
 * @param features m, the number of features
 * @param spent by what was published in the last 30 days
 */
public record Budget(BigDecimal perFeature, int features, BigDecimal spent) {
    public static final int DAYS = 30;

    /** ε of one day: m·ε₀. */
    public BigDecimal perDay() {
        return plain(perFeature.multiply(BigDecimal.valueOf(features)));
    }

    /** ε of 30 days. */
    public BigDecimal perMonth() {
        return plain(perDay().multiply(BigDecimal.valueOf(DAYS)));
    }

    /** What is left of the 30 days' ε; at least 0. */
    public BigDecimal left() {
        return plain(perMonth().subtract(spent).max(BigDecimal.ZERO));
    }

    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
