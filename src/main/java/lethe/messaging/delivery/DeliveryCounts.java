package lethe.messaging.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a campaign, in numbers only.
 *
 * @param recipients how many are known so far
 * @param waiting of them, those not written to yet
 * @param bounced refused permanently by the mail server
 * @param failed given up after temporary refusals, or because we could not write the mail
 * @param repeatable of those that failed, how many can be tried again
 * @param inDoubt of those sent, mails that were handed over and never answered: they may not have arrived
 * @param smtpStatus the reply of a mail server that takes no mail at all now, 0 if it did not reply, -1 if the fault is
 *     ours; absent while all is well
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

    /** The counts before sending starts. */
    public static DeliveryCounts expected(long recipients) {
        return new DeliveryCounts(recipients, recipients, 0, 0, 0, 0, 0, null);
    }

    /** How much is done, from 0 to 100. */
    public long percent() {
        return recipients == 0 ? 0 : (recipients - waiting) * 100 / recipients;
    }
}
