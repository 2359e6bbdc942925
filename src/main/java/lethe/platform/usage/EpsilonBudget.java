package lethe.platform.usage;

import java.math.BigDecimal;

/**
 * What one person's one day may change of a feature's figures, as ε of differential privacy, and how many nodes share it.
 *
 * @param epsilon ε₀, with three decimal digits at most
 */
public record EpsilonBudget(BigDecimal epsilon, int nodes) {
    private static final int DIGITS = 3;
    private static final long THOUSAND = 1000;

    /** At which each node's noise falls off, ε₀/n; its scale is the inverse. */
    public double rate() {
        return (double) s() / t();
    }

    long s() {
        return epsilon.movePointRight(DIGITS).longValueExact();
    }

    long t() {
        return THOUSAND * nodes;
    }
}
