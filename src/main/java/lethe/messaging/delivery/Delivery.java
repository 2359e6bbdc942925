package lethe.messaging.delivery;

import lethe.messaging.mail.MailId;
import lethe.platform.kernel.UserId;

/**
 * The mail of a campaign to one person.
 *
 * @param id for Message-ID and envelope: the same for all attempts
 */
record Delivery(MailId id, UserId person, int attempts) {
    enum State {
        WAITING,
        /** Being sent. If the process crashes, the mail is in doubt once it was handed over. */
        ON_THE_WIRE,
        SENT,
        BOUNCED,
        FAILED
    }
}
