package lethe.platform.usage;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Draws integers z with a probability proportional to exp(−|z|·rate), exactly: with integers only, so that no rounding can be
 * exploited. Algorithms 1 and 2 of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy" (2020); the
 * variables have the paper's names.
 */
final class DiscreteLaplace implements LongSupplier {
    private final long s;
    private final long t;
    private final RandomGenerator random;

    /** With the rate s/t, the inverse of the scale. */
    DiscreteLaplace(long s, long t, RandomGenerator random) {
        this.s = s;
        this.t = t;
        this.random = random;
    }

    @Override
    public long getAsLong() {
        while (true) {
            var u = random.nextLong(t);
            if (expMinus(u, t)) {
                var v = 0L;
                while (expMinus(1, 1)) {
                    v++;
                }
                var y = (u + t * v) / s;
                var negative = random.nextBoolean();
                if (!negative || y != 0) {
                    return negative ? -y : y;
                }
            }
        }
    }

    /** True with probability exp(−u/t), for u ≤ t. */
    private boolean expMinus(long u, long t) {
        var k = 1L;
        while (random.nextLong(Math.multiplyExact(t, k)) < u) {
            k++;
        }
        return k % 2 == 1;
    }
}
