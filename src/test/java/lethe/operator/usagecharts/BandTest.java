package lethe.operator.usagecharts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandTest {
    private static final int SUMS = 100_000;

    @Test
    void matchesTheDistributionForOneNode() {
        var p = Math.exp(-0.2);
        var width = Band.halfWidth(0.2, 1);

        assertThat(1 - 2 * Math.pow(p, width + 1) / (1 + p)).isGreaterThanOrEqualTo(0.95);
        assertThat(1 - 2 * Math.pow(p, width) / (1 + p)).isLessThan(0.95);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 1", "0.1, 2", "0.2, 7", "0.05, 4", "2, 3", "0.1, 168"})
    void contains95PercentOfSums(double rate, int parts) {
        var random = new SplittableRandom(17);
        var width = Band.halfWidth(rate, parts);

        var within = IntStream.range(0, SUMS)
                .mapToLong(sum -> IntStream.range(0, parts)
                        .mapToLong(part -> noise(random, rate))
                        .sum())
                .filter(sum -> Math.abs(sum) <= width)
                .count();

        assertThat(within / (double) SUMS).isGreaterThan(0.9465);
        assertThat(Band.halfWidth(rate, parts + 1)).isGreaterThanOrEqualTo(width);
    }

    /** The difference of two geometric numbers has the distribution of the noise. */
    private static long noise(SplittableRandom random, double rate) {
        var above = geometric(random, rate);
        var below = geometric(random, rate);
        return above - below;
    }

    private static long geometric(SplittableRandom random, double rate) {
        return (long) Math.floor(Math.log(1 - random.nextDouble()) / -rate);
    }
}
