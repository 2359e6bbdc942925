package lethe.messaging.delivery;

import lethe.messaging.mail.MailId;
import lethe.platform.kernel.UserId;

/**
 * One person's copy.
 *
 * @param id in Message-ID and envelope: the same however often it is sent
 */
record Delivery(MailId id, UserId person, int attempts) {
    enum State {
        WAITING,
        /** Being handed to a server; found so after a crash, it is in doubt once the server has had the whole of it. */
        ON_THE_WIRE,
        SENT,
        BOUNCED,
        FAILED
    }
}
