package lethe.messaging.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How far a sending is: numbers alone.
 *
 * @param recipients how many people it goes to or went to, as far as is known yet
 * @param waiting of them, who are still to be written to
 * @param bounced whom the mail server refused for good
 * @param failed whom it refused for the time being, or we could not write to, until we gave up
 * @param repeatable of those who failed, who can be tried again
 * @param inDoubt of those sent, mails that the server was handed and never answered: they may not have come
 * @param smtpStatus what the mail server answered that takes no mail at all just now, 0 when it answered nothing; absent
 *     while all is well
 */
public record DeliveryCounts(
        long recipients,
        long waiting,
        long sent,
        long bounced,
        long failed,
        long repeatable,
        long inDoubt,
        @Nullable Integer smtpStatus) {
    public static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, 0, 0, 0, 0, null);

    /** Of what has not begun. */
    public static DeliveryCounts expected(long recipients) {
        return new DeliveryCounts(recipients, recipients, 0, 0, 0, 0, 0, null);
    }

    /** Of a hundred. */
    public long percent() {
        return recipients == 0 ? 0 : (recipients - waiting) * 100 / recipients;
    }
}
