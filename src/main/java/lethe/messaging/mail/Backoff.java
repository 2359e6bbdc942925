package lethe.messaging.mail;

import java.time.Duration;

/** How long to wait after a failed attempt: a minute, then twice as long each time, four hours at the most. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 8;
    private static final Duration LONGEST = Duration.ofHours(4);

    private Backoff() {}

    /** @param attempts how many had failed before this one */
    static Duration after(int attempts) {
        var wait = Duration.ofMinutes(1L << Math.min(attempts, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
