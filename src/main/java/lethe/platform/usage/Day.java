package lethe.platform.usage;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A node's share of one day. While the day lasts, it contains fingerprints under a key that exists nowhere else; once closed, it
 * contains only each feature's count plus noise, drawn once.
 */
final class Day {
    private final LocalDate date;
    private final long end;
    private final Map<Feature, Fingerprints> people;
    private final LongSupplier noise;
    private long key0;
    private long key1;
    private boolean closed;
    private @Nullable SortedMap<Feature, Long> figures;

    /** @param noise supplies a fresh value for each feature's count */
    Day(LocalDate date, Iterable<Feature> features, LongSupplier noise, RandomGenerator random) {
        this.date = date;
        this.end = date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        this.noise = noise;
        this.key0 = random.nextLong();
        this.key1 = random.nextLong();
        var sets = new HashMap<Feature, Fingerprints>();
        features.forEach(feature -> sets.put(feature, new Fingerprints()));
        this.people = Map.copyOf(sets);
    }

    LocalDate date() {
        return date;
    }

    boolean isOver(long millis) {
        return millis >= end;
    }

    void count(Feature feature, long person) {
        var set = people.get(feature);
        if (set == null) {
            throw new IllegalArgumentException(feature + " is no constant of a bean's class");
        }
        set.add(SipHash.of(key0, key1, person));
    }

    /** Ends the day and computes each feature's count plus noise. Idempotent. */
    synchronized void close() {
        if (!closed) {
            var noisy = new TreeMap<Feature, Long>();
            people.forEach((feature, set) -> noisy.put(feature, set.wipe() + noise.getAsLong()));
            figures = noisy;
            forgetKey();
        }
    }

    /** Ends the day without figures. */
    synchronized void drop() {
        people.values().forEach(Fingerprints::wipe);
        figures = null;
        forgetKey();
    }

    /** Absent until the day is closed, and if it was dropped. */
    synchronized Optional<SortedMap<Feature, Long>> figures() {
        return Optional.ofNullable(figures);
    }

    private void forgetKey() {
        closed = true;
        key0 = 0;
        key1 = 0;
    }
}
