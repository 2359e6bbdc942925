package lethe.platform.usage;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of a count: for a user counted before on that day, as nearly all are; and for a new one, as the day fills
 * up with four thousand users per feature.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 50, time = 50, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class CountBenchmark {
    private static final int PEOPLE = 1 << 10;
    private static final int FEATURES = 16;

    private final List<Feature> features = IntStream.range(0, FEATURES)
            .mapToObj(number -> new Feature("feature-" + (char) ('a' + number)))
            .toList();
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    private final Usage usage = new Usage(clock);
    private long next;

    @Setup
    public void aDayOfManyPeople() {
        begin();
        for (var person = 0L; person < PEOPLE; person++) {
            for (var feature : features) {
                usage.count(feature, person);
            }
        }
    }

    private void begin() {
        var random = new SecureRandom();
        var noise = new DiscreteLaplace(200, 1000, random);
        usage.countIn(new Day(LocalDate.now(ZoneOffset.UTC), features, noise, random));
    }

    @Benchmark
    public void again() {
        usage.count(features.get((int) next & FEATURES - 1), next++ * 7919 & PEOPLE - 1);
    }

    @Benchmark
    public void forTheFirstTime() {
        if ((next & FEATURES * 4 * PEOPLE - 1) == 0) {
            begin();
        }
        usage.count(features.get((int) next & FEATURES - 1), next++);
    }

    /** The clock alone, which the other measurements include. */
    @Benchmark
    public long theClockAlone() {
        return clock.millis();
    }
}
