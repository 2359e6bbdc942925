package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccuracyTest {
    private static final Feature FEATURE = new Feature("signed-in");
    private static final int DAYS = 5000;
    private static final int PEOPLE = 200;

    @Test
    void twoHundredDailyUsersAreWithinTenPercentOnNineteenOfTwentyDays() {
        var budget = new EpsilonBudget(new BigDecimal("0.2"), 1);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        var noise = new DiscreteLaplace(budget.s(), budget.t(), random);

        var close = IntStream.range(0, DAYS)
                .mapToLong(number -> {
                    var day = new Day(LocalDate.EPOCH.plusDays(number), List.of(FEATURE), noise, random);
                    IntStream.range(0, 2 * PEOPLE).forEach(use -> day.count(FEATURE, use % PEOPLE));
                    day.close();
                    return Objects.requireNonNull(day.figures().orElseThrow().get(FEATURE));
                })
                .filter(figure -> Math.abs(figure - PEOPLE) <= PEOPLE / 10)
                .count();

        assertThat(close / (double) DAYS).isGreaterThan(0.95);
    }
}
