package lethe.selftest.crashtest;

import java.time.Duration;
import java.util.random.RandomGenerator;
import lethe.selftest.instance.Polling;

/**
 * How long an installation lives before it dies: by what it does, for machines differ in speed.
 *
 * @param least of writes that are acknowledged
 * @param most of them
 */
record RunWindow(int least, int most) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOMENT = 20_000_000;

    /** Until so many writes were acknowledged, and then for less than a write takes. */
    public void live(CrashReport tally, RandomGenerator chance) {
        var writes = tally.acknowledgements() + chance.nextInt(least, most);
        var until = System.nanoTime() + LONGEST.toNanos();
        while (tally.acknowledgements() < writes && System.nanoTime() < until) {
            Polling.pause(Duration.ofMillis(1));
        }
        Polling.pause(Duration.ofNanos(chance.nextInt(MOMENT)));
    }
}
