package lethe.operator.usagecharts;

import java.math.BigDecimal;

/**
 * What the figures may tell about one person, as ε of differential privacy.
 *
 * @param perFeature of one feature's figure of one day, ε₀
 * @param features how many features there are, m
 * @param spent by what is published of the last 30 days
 */
public record Budget(BigDecimal perFeature, int features, BigDecimal spent) {
    public static final int DAYS = 30;

    /** Of one day: m·ε₀. */
    public BigDecimal perDay() {
        return plain(perFeature.multiply(BigDecimal.valueOf(features)));
    }

    /** Of all 30 days. */
    public BigDecimal perMonth() {
        return plain(perDay().multiply(BigDecimal.valueOf(DAYS)));
    }

    /** What is not yet spent of the 30 days; never below nothing. */
    public BigDecimal left() {
        return plain(perMonth().subtract(spent).max(BigDecimal.ZERO));
    }

    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
