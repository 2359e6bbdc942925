package lethe.messaging.mail;

import java.time.Duration;

/** The wait after a failed attempt: one minute, doubled each time, at most four hours. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 8;
    private static final Duration LONGEST = Duration.ofHours(4);

    private Backoff() {}

    /** @param attempts failed attempts before this one */
    static Duration after(int attempts) {
        var wait = Duration.ofMinutes(1L << Math.min(attempts, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
