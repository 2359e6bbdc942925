package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When memory is swept. */
class SweepingTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final Sweeping sweeping = new Sweeping(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void sweepsNothingIfNothingWasForgotten() {
        assertThat(sweeping.isDue(NOON)).isFalse();
        assertThat(sweeping.isDue(NOON.plus(Duration.ofDays(1)))).isFalse();
    }

    @Test
    void sweepsOnceForMany() {
        for (var number = 0; number < 100; number++) {
            sweeping.soon();
        }

        assertThat(at(3)).isTrue();
        sweeping.soon();
        assertThat(at(6)).isFalse();
        assertThat(at(17)).isFalse();
        assertThat(at(18)).isTrue();
    }

    @Test
    void sweepsAgainAfterConnectionsHaveEnded() {
        sweeping.soon();
        var last = 0;
        for (var second = 0; second < 300; second += 3) {
            last = at(second) ? second : last;
        }

        assertThat(last).isGreaterThan(30).isLessThan(60);
    }

    @Test
    void sweepsForLaterForgettingAsWell() {
        sweeping.soon();
        for (var second = 0; second < 300; second += 3) {
            at(second);
        }
        sweeping.soon();

        assertThat(at(300)).isTrue();
    }

    @Test
    void thePauseBeginsWhenASweepEnds() {
        sweeping.soon();
        assertThat(sweeping.isDue(NOON)).isTrue();
        sweeping.ended(NOON.plusSeconds(20));

        assertThat(at(21)).isFalse();
        assertThat(at(34)).isFalse();
        assertThat(at(35)).isTrue();
    }

    /** Looks at that second; the sweep takes no time. */
    private boolean at(int second) {
        var now = NOON.plusSeconds(second);
        var due = sweeping.isDue(now);
        if (due) {
            sweeping.ended(now);
        }
        return due;
    }
}
