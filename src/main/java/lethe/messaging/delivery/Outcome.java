package lethe.messaging.delivery;

import java.time.Duration;
import java.time.Instant;
import lethe.messaging.delivery.Delivery.State;
import lethe.messaging.mail.MailId;
import lethe.messaging.mail.NotDelivered;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mail that was handed over.
 *
 * @param due when it is tried again; absent unless it is
 * @param inDoubt whether the server may have taken it without our being told: it is not sent again unasked
 */
record Outcome(
        MailId id, State state, int attempts, @Nullable Instant due, boolean inDoubt) {
    private static final int MOST_ATTEMPTS = 5;

    static Outcome sent(Delivery delivery) {
        return new Outcome(delivery.id(), State.SENT, delivery.attempts(), null, false);
    }

    /** For now: tried again after 1, 2, 4 and 8 minutes. What is no fault of the recipient's is not counted against them. */
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

    /** It counts, whoever's fault it is: a mail that can never be written comes to an end as well. */
    static Outcome later(Delivery delivery, Instant now) {
        if (delivery.attempts() + 1 == MOST_ATTEMPTS) {
            return new Outcome(delivery.id(), State.FAILED, MOST_ATTEMPTS, null, false);
        }
        var next = now.plus(Duration.ofMinutes(1L << delivery.attempts()));
        return new Outcome(delivery.id(), State.WAITING, delivery.attempts() + 1, next, false);
    }
}
