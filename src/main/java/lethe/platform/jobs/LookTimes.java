package lethe.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When a job looks next. A wake-up is never lost: it is remembered, also while the job is looking, until a look begins after it.
 */
final class LookTimes {
    /** A busy node looks at most five times a second for each kind. */
    static final Duration GAP = Duration.ofMillis(200);

    /** Times are rounded up to it, so that there cannot be many. */
    private static final long GRAIN = 100;

    private final Duration again;
    private final NavigableSet<Instant> times = new TreeSet<>();
    private Instant begun = Instant.MIN;
    private Instant comingUntil = Instant.MIN;
    private boolean isLooking;
    private boolean isWoken;

    /** @param again the time between looks while something is coming, and after a failure */
    LookTimes(Duration again) {
        this.again = again;
    }

    synchronized void wake() {
        isWoken = true;
    }

    synchronized void wakeAt(Instant time) {
        times.add(Instant.ofEpochMilli(Math.ceilDiv(time.toEpochMilli() + 1, GRAIN) * GRAIN));
    }

    /** Instead of all times known until now. */
    synchronized void wakeOnlyAt(Instant time) {
        times.clear();
        wakeAt(time);
    }

    /** Something was found at that time, which may not be all, or could not be done. */
    synchronized void found(Instant now) {
        times.add(now.plus(again));
    }

    /** Something will be due by then, perhaps already now. */
    synchronized void comingUntil(Instant time) {
        comingUntil = time;
        isWoken = true;
    }

    synchronized void nothingComing() {
        comingUntil = Instant.MIN;
    }

    synchronized Instant next(Instant now) {
        if (isLooking) {
            return Instant.MAX;
        } else if (wasSetBack(now)) {
            return now;
        } else if (isWoken) {
            return begun.plus(GAP);
        } else {
            return times.isEmpty() ? Instant.MAX : later(times.first(), begun.plus(GAP));
        }
    }

    /** Whether to look now; then {@link #end} must follow. */
    synchronized boolean begin(Instant now) {
        var isDue = !next(now).isAfter(now);
        if (isDue) {
            if (wasSetBack(now)) {
                times.clear();
            }
            times.headSet(now, true).clear();
            isWoken = false;
            begun = now;
            isLooking = true;
        }
        return isDue;
    }

    synchronized void end(boolean failed) {
        isLooking = false;
        if (failed || begun.isBefore(comingUntil)) {
            times.add(begun.plus(again));
        }
    }

    synchronized boolean isLooking() {
        return isLooking;
    }

    /** All times are doubtful when the clock has been set back. */
    private boolean wasSetBack(Instant now) {
        return begun.isAfter(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
