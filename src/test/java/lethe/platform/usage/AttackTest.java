package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The three attacks of WP216 by the best possible guesser, who knows everyone else's day and chooses the likelier of the
 * remaining worlds. Theory bounds the advantage; the tolerance covers all but one run in a million. Without noise each attack
 * succeeds.
 */
class AttackTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final EpsilonBudget GUARANTEE = new EpsilonBudget(new BigDecimal("0.2"), 1);
    private static final EpsilonBudget OF_TWO_NODES = new EpsilonBudget(new BigDecimal("0.2"), 2);
    private static final List<Feature> FEATURES =
            List.of(new Feature("a"), new Feature("b"), new Feature("c"), new Feature("d"));
    private static final long TARGET = 4711;
    private static final int OTHERS = 3;
    private static final int RUNS = 40_000;
    /** The tolerance of a share estimated from that many runs: five standard deviations; twice that for an advantage. */
    private static final double CHANCE = 5 * Math.sqrt(0.25 / RUNS);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(42);

    /** The features that the target used; everything else is the same in all worlds. */
    private record World(Feature... used) {}

    @Test
    void singlingOutStaysWithinTheTheoreticalBound() {
        assertThat(singlingOut(noise(GUARANTEE), GUARANTEE, 1)).isLessThan(Math.tanh(0.1) + 2 * CHANCE);
    }

    @Test
    void singlingOutGainsNothingFromTwoNodesThatSawThePerson() {
        assertThat(singlingOut(noise(OF_TWO_NODES), OF_TWO_NODES, 2)).isLessThan(Math.tanh(0.1) + 2 * CHANCE);
    }

    @Test
    void singlingOutSucceedsWithoutNoise() {
        assertThat(singlingOut(() -> 0, GUARANTEE, 1)).isEqualTo(1);
    }

    @Test
    void singlingOutExceedsTheBoundWithTheNoiseOfOneNodeOnThree() {
        assertThat(singlingOut(noise(GUARANTEE), GUARANTEE, 3)).isGreaterThan(Math.tanh(0.1) + 2 * CHANCE);
    }

    @Test
    void linkingStaysWithinTheTheoreticalBound() {
        assertThat(linking(noise(GUARANTEE))).isLessThan(Math.tanh(0.3) + 2 * CHANCE);
    }

    @Test
    void linkingSucceedsWithoutNoise() {
        assertThat(linking(() -> 0)).isEqualTo(1);
    }

    @Test
    void inferenceStaysWithinTheTheoreticalBound() {
        assertThat(inference(noise(GUARANTEE))).isLessThan(1 / (1 + 3 * Math.exp(-0.4)) + CHANCE);
    }

    @Test
    void inferenceSucceedsWithoutNoise() {
        assertThat(inference(() -> 0)).isEqualTo(1);
    }

    /** Did this person use A on that day? Returns the guesser's advantage over chance. */
    private double singlingOut(LongSupplier noise, EpsilonBudget budget, int nodes) {
        return advantage(new World(FEATURES.get(0)), new World(), noise, budget, nodes);
    }

    /** A known person used A and B, another used C: which of them was here that day? */
    private double linking(LongSupplier noise) {
        return advantage(new World(FEATURES.get(0), FEATURES.get(1)), new World(FEATURES.get(2)), noise, GUARANTEE, 1);
    }

    /** Which one of four features did the person use? Returns the share of correct guesses. */
    private double inference(LongSupplier noise) {
        var worlds = FEATURES.stream().map(World::new).toArray(World[]::new);
        return share(index -> guess(published(worlds[index % 4], noise, 1), GUARANTEE, worlds) == index % 4);
    }

    private double advantage(World one, World other, LongSupplier noise, EpsilonBudget budget, int nodes) {
        var worlds = new World[] {one, other};
        var right = share(index -> guess(published(worlds[index % 2], noise, nodes), budget, worlds) == index % 2);
        return 2 * right - 1;
    }

    private static double share(Function<Integer, Boolean> isRight) {
        return IntStream.range(0, RUNS).filter(isRight::apply).count() / (double) RUNS;
    }

    /** A day as the nodes publish it, each having seen the target: runs the real code from counting to the vector. */
    private List<Map<Feature, Long>> published(World world, LongSupplier noise, int nodes) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> {
                    var day = new Day(DAY, FEATURES, noise, random);
                    FEATURES.forEach(feature -> IntStream.range(0, OTHERS).forEach(other -> day.count(feature, other)));
                    Arrays.stream(world.used()).forEach(feature -> day.count(feature, TARGET));
                    day.close();
                    return Map.copyOf(day.figures().orElseThrow());
                })
                .toList();
    }

    /** The likeliest world; ties are broken at random, so that the order of the worlds is no help. */
    private int guess(List<Map<Feature, Long>> vectors, EpsilonBudget budget, World[] worlds) {
        var best = -1;
        var likeliest = Double.NEGATIVE_INFINITY;
        var equals = 1;
        for (var index = 0; index < worlds.length; index++) {
            var likelihood = likelihood(vectors, budget, worlds[index]);
            if (likelihood > likeliest + 1e-9) {
                likeliest = likelihood;
                best = index;
                equals = 1;
            } else if (likelihood > likeliest - 1e-9 && random.nextInt(++equals) == 0) {
                best = index;
            }
        }
        return best;
    }

    private static double likelihood(List<Map<Feature, Long>> vectors, EpsilonBudget budget, World world) {
        var used = List.of(world.used());
        var distance = vectors.stream()
                .mapToLong(vector -> FEATURES.stream()
                        .mapToLong(feature -> Math.abs(Objects.requireNonNull(vector.get(feature))
                                - OTHERS
                                - (used.contains(feature) ? 1 : 0)))
                        .sum())
                .sum();
        return -distance * budget.rate();
    }

    private LongSupplier noise(EpsilonBudget budget) {
        return new DiscreteLaplace(budget.s(), budget.t(), random);
    }
}
