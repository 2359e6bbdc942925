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
 * The three attacks of WP216, by the best guesser there can be: one who knows everybody else's day and takes the likelier
 * of what is left. Theory bounds the advantage; chance may add what it does once in a million. Without noise each succeeds.
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
    /** What a share that is estimated from so many runs may be off by: five times its deviation; twice that, an advantage. */
    private static final double CHANCE = 5 * Math.sqrt(0.25 / RUNS);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(42);

    /** The features that the target used, and nothing else about them. */
    private record World(Feature... used) {}

    @Test
    void singlingOutGainsNoMoreThanTheoryAllows() {
        assertThat(singlingOut(noise(GUARANTEE), GUARANTEE, 1)).isLessThan(Math.tanh(0.1) + 2 * CHANCE);
    }

    @Test
    void singlingOutGainsNoMoreFromTwoNodesThatBothSawThePerson() {
        assertThat(singlingOut(noise(OF_TWO_NODES), OF_TWO_NODES, 2)).isLessThan(Math.tanh(0.1) + 2 * CHANCE);
    }

    @Test
    void singlingOutSucceedsWhereThereIsNoNoise() {
        assertThat(singlingOut(() -> 0, GUARANTEE, 1)).isEqualTo(1);
    }

    @Test
    void singlingOutGainsTooMuchWhereThreeNodesAddTheNoiseOfOne() {
        assertThat(singlingOut(noise(GUARANTEE), GUARANTEE, 3)).isGreaterThan(Math.tanh(0.1) + 2 * CHANCE);
    }

    @Test
    void linkingGainsNoMoreThanTheoryAllows() {
        assertThat(linking(noise(GUARANTEE))).isLessThan(Math.tanh(0.3) + 2 * CHANCE);
    }

    @Test
    void linkingSucceedsWhereThereIsNoNoise() {
        assertThat(linking(() -> 0)).isEqualTo(1);
    }

    @Test
    void inferenceGainsNoMoreThanTheoryAllows() {
        assertThat(inference(noise(GUARANTEE))).isLessThan(1 / (1 + 3 * Math.exp(-0.4)) + CHANCE);
    }

    @Test
    void inferenceSucceedsWhereThereIsNoNoise() {
        assertThat(inference(() -> 0)).isEqualTo(1);
    }

    /** Did this person use A on that day? What a guesser is right more often than wrong. */
    private double singlingOut(LongSupplier noise, EpsilonBudget guarantee, int nodes) {
        return advantage(new World(FEATURES.get(0)), new World(), noise, guarantee, nodes);
    }

    /** Is the person who is known elsewhere to have used A and B, or the one who used C, the one of that day? */
    private double linking(LongSupplier noise) {
        return advantage(new World(FEATURES.get(0), FEATURES.get(1)), new World(FEATURES.get(2)), noise, GUARANTEE, 1);
    }

    /** Which of four features did the person use, who used one of them? How often the guesser is right. */
    private double inference(LongSupplier noise) {
        var worlds = FEATURES.stream().map(World::new).toArray(World[]::new);
        return share(index -> guess(published(worlds[index % 4], noise, 1), GUARANTEE, worlds) == index % 4);
    }

    private double advantage(World one, World other, LongSupplier noise, EpsilonBudget guarantee, int nodes) {
        var worlds = new World[] {one, other};
        var right = share(index -> guess(published(worlds[index % 2], noise, nodes), guarantee, worlds) == index % 2);
        return 2 * right - 1;
    }

    private static double share(Function<Integer, Boolean> isRight) {
        return IntStream.range(0, RUNS).filter(isRight::apply).count() / (double) RUNS;
    }

    /** A day as the nodes publish it, each having seen the target: the real way, from counting to the vector. */
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

    /** The likeliest world; among equals a random one, so that the order of asking is no help. */
    private int guess(List<Map<Feature, Long>> vectors, EpsilonBudget guarantee, World[] worlds) {
        var best = -1;
        var likeliest = Double.NEGATIVE_INFINITY;
        var equals = 1;
        for (var index = 0; index < worlds.length; index++) {
            var likelihood = likelihood(vectors, guarantee, worlds[index]);
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

    private static double likelihood(List<Map<Feature, Long>> vectors, EpsilonBudget guarantee, World world) {
        var used = List.of(world.used());
        var distance = vectors.stream()
                .mapToLong(vector -> FEATURES.stream()
                        .mapToLong(feature -> Math.abs(Objects.requireNonNull(vector.get(feature))
                                - OTHERS
                                - (used.contains(feature) ? 1 : 0)))
                        .sum())
                .sum();
        return -distance * guarantee.rate();
    }

    private LongSupplier noise(EpsilonBudget guarantee) {
        return new DiscreteLaplace(guarantee.s(), guarantee.t(), random);
    }
}
