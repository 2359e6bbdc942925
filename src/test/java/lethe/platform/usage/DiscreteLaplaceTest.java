package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pearson's chi-squared test of the noise against its distribution, over a million samples each. The sampler is exact, so a
 * correct one is rejected with a probability below 1e-6; the seed is fixed.
 */
class DiscreteLaplaceTest {
    private static final int SAMPLES = 1_000_000;
    private static final double LEAST_EXPECTED = 25;
    /** The quantile of the standard normal distribution exceeded once in a million. */
    private static final double ONE_IN_A_MILLION = 4.753;

    @ParameterizedTest(name = "ε {0} on {1} nodes")
    @CsvSource({"0.2, 1", "0.2, 3", "0.05, 1", "1, 1", "3.5, 2"})
    void hasTheRequiredDistribution(BigDecimal epsilon, int nodes) {
        var budget = new EpsilonBudget(epsilon, nodes);

        var counts = drawn(noise(budget));

        assertThat(isRefused(counts, budget.rate())).isFalse();
    }

    @ParameterizedTest(name = "ε {0} on {1} nodes")
    @CsvSource({"0.2, 1", "0.2, 3", "0.05, 1", "1, 1", "3.5, 2"})
    void detectsAnotherScale(BigDecimal epsilon, int nodes) {
        var budget = new EpsilonBudget(epsilon, nodes);

        var counts = drawn(noise(budget));

        assertThat(isRefused(counts, budget.rate() * 1.02)).isTrue();
        assertThat(isRefused(counts, budget.rate() / 1.02)).isTrue();
        assertThat(isRefused(counts, budget.rate() * 2)).isTrue();
    }

    @Test
    void detectsTheMostLikelyMistake() {
        var noise = noise(new EpsilonBudget(BigDecimal.ONE, 1));
        var coin = RandomGeneratorFactory.of("L64X128MixRandom").create(3);

        var zeroTwice = drawn(() -> {
            var drawn = Math.abs(noise.getAsLong());
            return coin.nextBoolean() ? drawn : -drawn;
        });
        var nothingBelow = drawn(() -> Math.abs(noise.getAsLong()));

        assertThat(isRefused(zeroTwice, 1)).isFalse();
        assertThat(isRefused(nothingBelow, 1)).isTrue();
    }

    @Test
    void worksWithAnyRandomGenerator() {
        var noise = new DiscreteLaplace(200, 1000, new SecureRandom());

        for (var round = 0; round < 1000; round++) {
            assertThat(Math.abs(noise.getAsLong())).isLessThan(500);
        }
    }

    private static LongSupplier noise(EpsilonBudget budget) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_101);
        return new DiscreteLaplace(budget.s(), budget.t(), random);
    }

    private static Map<Long, Integer> drawn(LongSupplier noise) {
        var counts = new HashMap<Long, Integer>();
        for (var sample = 0; sample < SAMPLES; sample++) {
            counts.merge(noise.getAsLong(), 1, Integer::sum);
        }
        return counts;
    }

    /** The cells are the values that are likely enough, and one for each tail. */
    private static boolean isRefused(Map<Long, Integer> counts, double rate) {
        var p = Math.exp(-rate);
        var reach = 0L;
        while (SAMPLES * probability(p, reach + 1) >= LEAST_EXPECTED) {
            reach++;
        }
        var statistic = 0.0;
        var left = 0L;
        for (var value = -reach; value <= reach; value++) {
            var expected = SAMPLES * probability(p, value);
            var seen = counts.getOrDefault(value, 0);
            left += seen;
            statistic += square(seen - expected) / expected;
        }
        var beyond = SAMPLES * 2 * Math.pow(p, reach + 1) / (1 + p);
        statistic += square(SAMPLES - left - beyond) / beyond;
        return statistic > critical(2 * reach + 1);
    }

    private static double probability(double p, long value) {
        return (1 - p) / (1 + p) * Math.pow(p, Math.abs(value));
    }

    /** Approximates the quantile by Wilson and Hilferty (1931). */
    private static double critical(double freedom) {
        var part = 2 / (9 * freedom);
        return freedom * Math.pow(1 - part + ONE_IN_A_MILLION * Math.sqrt(part), 3);
    }

    private static double square(double number) {
        return number * number;
    }
}
