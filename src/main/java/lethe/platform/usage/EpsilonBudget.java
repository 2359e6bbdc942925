package lethe.platform.usage;

import java.math.BigDecimal;

/**
 * How much one person's single day may change a feature's figures, as ε of differential privacy, and how many nodes share this.
 *
 * @param epsilon ε₀, with at most three decimal places
 */
public record EpsilonBudget(BigDecimal epsilon, int nodes) {
    private static final int DIGITS = 3;
    private static final long THOUSAND = 1000;

    /** The rate of each node's noise, ε₀/n; its scale is the inverse. */
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
