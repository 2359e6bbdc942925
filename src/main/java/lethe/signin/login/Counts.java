package lethe.signin.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lethe.platform.kernel.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often something happened within a time window. Counters are keyed by an HMAC whose key lives in memory
 * and is replaced, with all counters, for each window: no name or address outlives it.
 *
 * <p>The number of counters is bounded. When there is no room, the counter with the lowest count is dropped from the
 * half that was counted least recently: an attacker who invents names displaces invented names, not accounts with many
 * failures and not those counted most recently.
 */
final class Counts {
    private final Duration window;
    private final int mostCounted;
    private final Clock clock;
    private final Randomness randomness;
    private final Map<Key, Counted> counts = new HashMap<>();
    private final List<SequencedSet<Key>> byCount = new ArrayList<>();
    private long sequence;
    private Instant end = Instant.MIN;
    private @Nullable Mac mac;

    Counts(Duration window, int mostCounted, Clock clock, Randomness randomness) {
        this.window = window;
        this.mostCounted = mostCounted;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** 128 bits of the HMAC: enough that no one can find a colliding name. */
    record Key(long high, long low) {}

    /** @param sequence increases with every counted event */
    private record Counted(int times, long sequence) {}

    /** The counter's key until the window ends; the next window has different keys. */
    Key key(String what) {
        begin();
        var hash = hash(what.getBytes(StandardCharsets.UTF_8));
        return new Key(bits(hash, 0), bits(hash, Long.BYTES));
    }

    int of(Key key) {
        var counted = counts.get(key);
        return counted == null ? 0 : counted.times();
    }

    void add(Key key) {
        move(key, of(key) + 1);
        if (counts.size() > mostCounted) {
            evict();
        }
    }

    /** Takes back a counted event that turned out not to count. */
    void takeBack(Key key) {
        if (of(key) > 0) {
            move(key, of(key) - 1);
        }
    }

    Duration untilEnd() {
        begin();
        return Duration.between(clock.instant(), end);
    }

    private void move(Key key, int to) {
        var before = counts.remove(key);
        if (before != null) {
            byCount.get(before.times()).remove(key);
        }
        if (to > 0) {
            while (byCount.size() <= to) {
                byCount.add(new LinkedHashSet<>());
            }
            counts.put(key, new Counted(to, ++sequence));
            byCount.get(to).addLast(key);
        }
    }

    private void evict() {
        var old = sequence - mostCounted / 2;
        var eldest = byCount.stream()
                .filter(keys -> !keys.isEmpty())
                .map(SequencedSet::getFirst)
                .toList();
        eldest.stream()
                .filter(key -> sequence(key) <= old)
                .findFirst()
                .or(() -> eldest.stream().min(Comparator.comparingLong(this::sequence)))
                .ifPresent(key -> move(key, 0));
    }

    private long sequence(Key key) {
        return Objects.requireNonNull(counts.get(key)).sequence();
    }

    private void begin() {
        var now = clock.instant();
        if (!now.isBefore(end) || now.isBefore(end.minus(window))) {
            end = now.plus(window);
            counts.clear();
            byCount.clear();
            mac = mac(new SecretKeySpec(randomness.bytes(32), "HmacSHA256"));
        }
    }

    private byte[] hash(byte[] what) {
        if (mac == null) {
            throw new IllegalStateException("No window has begun");
        }
        return mac.doFinal(what);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long bits(byte[] hash, int from) {
        var bits = 0L;
        for (var at = from; at < from + Long.BYTES; at++) {
            bits = bits << Byte.SIZE | hash[at] & 0xff;
        }
        return bits;
    }
}
