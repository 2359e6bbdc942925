package lethe.messaging.delivery;

import java.time.Duration;
import java.time.Instant;
import lethe.messaging.delivery.Delivery.State;
import lethe.messaging.mail.MailId;
import lethe.messaging.mail.NotDelivered;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param due when it is tried again, if it is
 * @param inDoubt whether the server may have taken it without an answer: it is not sent again automatically
 */
record Outcome(
        MailId id, State state, int attempts, @Nullable Instant due, boolean inDoubt) {
    private static final int MOST_ATTEMPTS = 5;

    static Outcome sent(Delivery delivery) {
        return new Outcome(delivery.id(), State.SENT, delivery.attempts(), null, false);
    }

    /**
     * Tries again after 1, 2, 4 and 8 minutes if the failure is temporary. A failure that is not about the recipient
     * does not count as an attempt.
     */
    static Outcome of(Delivery delivery, NotDelivered failure, Instant now) {
        if (failure.isForGood()) {
            return new Outcome(delivery.id(), State.BOUNCED, delivery.attempts(), null, false);
        } else if (failure.isInDoubt()) {
            return new Outcome(delivery.id(), State.SENT, delivery.attempts(), null, true);
        } else if (!failure.isCounted()) {
            return new Outcome(delivery.id(), State.WAITING, delivery.attempts(), now, false);
        } else {
            return later(delivery, now);
        }
    }

    /** Counts as an attempt, whatever the cause: a mail that can never be written must come to an end as well. */
    static Outcome later(Delivery delivery, Instant now) {
        if (delivery.attempts() + 1 == MOST_ATTEMPTS) {
            return new Outcome(delivery.id(), State.FAILED, MOST_ATTEMPTS, null, false);
        }
        var next = now.plus(Duration.ofMinutes(1L << delivery.attempts()));
        return new Outcome(delivery.id(), State.WAITING, delivery.attempts() + 1, next, false);
    }
}
