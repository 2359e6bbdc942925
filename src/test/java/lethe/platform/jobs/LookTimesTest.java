package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LookTimesTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private final LookTimes times = new LookTimes(Duration.ofSeconds(1));

    @Test
    void withoutAReasonThereIsNoLook() {
        assertThat(times.next(NOON)).isEqualTo(Instant.MAX);
        assertThat(times.begin(NOON)).isFalse();
    }

    @Test
    void whatIsWokenLooksAtOnceAndOnce() {
        times.wake();

        assertThat(times.next(NOON)).isBefore(NOON);
        assertThat(times.begin(NOON)).isTrue();
        times.end(false);
        assertThat(times.next(NOON)).isEqualTo(Instant.MAX);
    }

    @Test
    void aWakeUpDuringALookIsFollowedByAnotherLook() {
        times.wake();
        times.begin(NOON);
        times.wake();

        assertThat(times.begin(NOON.plusSeconds(9))).isFalse();
        times.end(false);
        assertThat(times.begin(NOON.plusSeconds(9))).isTrue();
    }

    @Test
    void looksAtMostFiveTimesASecond() {
        times.wake();
        look(NOON);
        times.wake();

        assertThat(times.next(NOON)).isEqualTo(NOON.plusMillis(200));
        assertThat(times.begin(NOON.plusMillis(199))).isFalse();
        assertThat(times.begin(NOON.plusMillis(200))).isTrue();
    }

    /** A look before a row is due would not find it, and none would follow. */
    @Test
    void doesNotLookBeforeTheTime() {
        times.wakeAt(NOON.plusMillis(1_234));

        assertThat(times.next(NOON)).isAfter(NOON.plusMillis(1_234)).isBefore(NOON.plusMillis(1_400));
        assertThat(times.begin(NOON.plusMillis(1_234))).isFalse();
        assertThat(times.begin(NOON.plusMillis(1_400))).isTrue();
    }

    @Test
    void twoTimesAreTwoLooks() {
        times.wakeAt(NOON.plusSeconds(5));
        times.wakeAt(NOON.plusSeconds(3));
        times.wakeAt(NOON.plusSeconds(3));

        look(NOON.plusSeconds(4));
        assertThat(times.begin(NOON.plusMillis(4_900))).isFalse();
        look(NOON.plusSeconds(6));
        assertThat(times.next(NOON.plusSeconds(6))).isEqualTo(Instant.MAX);
    }

    @Test
    void looksAgainWhereSomethingWasFound() {
        times.wake();
        times.begin(NOON);
        times.found(NOON);
        times.end(false);

        assertThat(times.next(NOON)).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void looksAgainAfterAFailure() {
        times.wake();
        times.begin(NOON);
        times.end(true);

        assertThat(times.next(NOON)).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void looksFromTimeToTimeWhileSomethingIsComing() {
        times.comingUntil(NOON.plusSeconds(3));

        look(NOON);
        look(NOON.plusSeconds(1));
        look(NOON.plusSeconds(2));
        look(NOON.plusSeconds(3));
        assertThat(times.next(NOON.plusSeconds(3))).isEqualTo(Instant.MAX);
    }

    @Test
    void doesNotGoOnLookingWhenNothingIsComingAnyMore() {
        times.comingUntil(NOON.plusSeconds(15));
        times.nothingComing();

        look(NOON);
        assertThat(times.next(NOON)).isEqualTo(Instant.MAX);
    }

    @Test
    void aClockThatIsSetBackDelaysNothing() {
        times.wake();
        look(NOON);
        times.wakeAt(NOON.plusSeconds(15));
        var anHourBefore = NOON.minus(Duration.ofHours(1));

        assertThat(times.next(anHourBefore)).isEqualTo(anHourBefore);
        look(anHourBefore);
        assertThat(times.next(anHourBefore)).isEqualTo(Instant.MAX);
        times.wake();
        look(anHourBefore.plusSeconds(1));
    }

    @Test
    void aClockThatIsSetForwardMakesAllLookOnce() {
        times.wakeAt(NOON.plusSeconds(5));
        times.wakeAt(NOON.plusSeconds(10));

        look(NOON.plus(Duration.ofDays(3)));
        assertThat(times.next(NOON.plus(Duration.ofDays(3)))).isEqualTo(Instant.MAX);
    }

    private void look(Instant now) {
        assertThat(times.begin(now)).isTrue();
        times.end(false);
    }
}
