package lethe.selftest.crashtest;

import java.time.Duration;
import java.util.random.RandomGenerator;
import lethe.selftest.instance.Polling;

/**
 * How long an installation runs before it crashes, in acknowledged writes, since machines differ in speed.
 *
 * @param least the minimum of writes
 * @param most the maximum
 */
record RunWindow(int least, int most) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOMENT = 20_000_000;

    /** Waits for a random number of acknowledged writes, and then for less time than a write takes. */
    public void live(CrashReport report, RandomGenerator random) {
        var writes = report.acknowledgements() + random.nextInt(least, most);
        var until = System.nanoTime() + LONGEST.toNanos();
        while (report.acknowledgements() < writes && System.nanoTime() < until) {
            Polling.pause(Duration.ofMillis(1));
        }
        Polling.pause(Duration.ofNanos(random.nextInt(MOMENT)));
    }
}
