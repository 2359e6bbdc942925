package lethe.messaging.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.NotDelivered;
import lethe.messaging.mail.RecipientLookup;
import lethe.messaging.mail.SmtpConnection;
import lethe.messaging.newsletters.Subscriptions;
import lethe.vault.vault.KeyDestroyed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends one mail after another over one connection. The outcome of a mail is committed together with the start of the
 * next: one commit a mail, no commit waits for a server, and each worker leaves at most one mail in doubt.
 */
@Component
class DeliveryWorker {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final int OUR_FAULT = -1;

    /** So many mails in a row that cannot be written are not to blame: the others would fail as well. */
    private static final int IN_A_ROW = 10;

    private final Deliveries deliveries;
    private final Campaigns campaigns;
    private final Subscriptions subscriptions;
    private final RecipientLookup recipients;
    private final MailQueue mailQueue;
    private final Pace pace;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DeliveryWorker(
            Deliveries deliveries,
            Campaigns campaigns,
            Subscriptions subscriptions,
            RecipientLookup recipients,
            MailQueue mailQueue,
            Pace pace,
            Clock clock,
            TransactionTemplate transaction) {
        this.deliveries = deliveries;
        this.campaigns = campaigns;
        this.subscriptions = subscriptions;
        this.recipients = recipients;
        this.mailQueue = mailQueue;
        this.pace = pace;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** A mail on the wire: its delivery, and what the server is handed. */
    private record Parcel(Delivery delivery, MailRecipient to, MailContent content) {}

    /** @param parcel absent if the recipient has unsubscribed or is gone, or none is left */
    private record Next(boolean isLast, @Nullable Parcel parcel) {
        static final Next NONE = new Next(true, null);
        static final Next SOMEBODY_ELSE = new Next(false, null);
    }

    /** Works until no mail is waiting, or the job is stopped; throws nothing. */
    public void work(DeliveryJob job) {
        try (var connection = mailQueue.line()) {
            send(job, connection);
        } catch (RuntimeException broken) {
            LOG.warn(
                    "sending a newsletter was interrupted, will be resumed: {}",
                    broken.getClass().getSimpleName());
            job.stop(OUR_FAULT);
        }
    }

    private void send(DeliveryJob job, SmtpConnection connection) {
        var last = new Last(job);
        try {
            var more = true;
            while (more && !job.isStopped()) {
                await(job, last);
                var next = next(job, last);
                last.outcome = next.parcel() == null ? null : handOver(job, next.parcel(), connection, last);
                more = !next.isLast();
            }
        } finally {
            last.commit();
        }
    }

    /** The outcome of the last mail, until it is committed. */
    private final class Last {
        private final DeliveryJob job;
        private @Nullable Outcome outcome;
        private int unwritten;

        Last(DeliveryJob job) {
            this.job = job;
        }

        void mark() {
            if (outcome != null) {
                deliveries.mark(outcome, job.run());
            }
        }

        void commit() {
            if (outcome != null) {
                transaction.executeWithoutResult(status -> mark());
                outcome = null;
            }
        }

        void failed(Delivery delivery, RuntimeException broken) {
            LOG.warn(
                    "{} of a newsletter could not be written: {}",
                    delivery.id(),
                    broken.getClass().getSimpleName());
            unwritten++;
            if (unwritten == IN_A_ROW) {
                job.stop(OUR_FAULT);
            }
        }
    }

    /** Commits before waiting: no mail is on the wire while a worker waits for its moment. */
    private void await(DeliveryJob job, Last last) {
        var moment = pace.moment();
        var wait = Duration.between(clock.instant(), moment);
        while (wait.isPositive() && !job.isStopped()) {
            last.commit();
            job.pause(wait);
            wait = Duration.between(clock.instant(), moment);
        }
    }

    /** A mail that cannot be written is postponed, and does not delay the others. */
    private Next next(DeliveryJob job, Last last) {
        var found = new AtomicReference<@Nullable Delivery>();
        try {
            return Objects.requireNonNull(transaction.execute(status -> next(job, last, found)));
        } catch (RuntimeException broken) {
            var unwritten = found.get();
            if (unwritten == null) {
                throw broken;
            }
            last.failed(unwritten, broken);
            transaction.executeWithoutResult(status -> {
                last.mark();
                deliveries.putOff(Outcome.later(unwritten, clock.instant()));
            });
            return Next.SOMEBODY_ELSE;
        }
    }

    private Next next(DeliveryJob job, Last last, AtomicReference<@Nullable Delivery> begun) {
        last.mark();
        var found = campaigns.isSending(job.id())
                ? deliveries.lockNext(job.id(), job.run(), clock.instant())
                : Optional.<Delivery>empty();
        if (found.isEmpty()) {
            return Next.NONE;
        }
        var delivery = found.get();
        begun.set(delivery);
        var parcel = parcel(job, delivery);
        if (parcel.isEmpty()) {
            deliveries.settle(delivery);
            return Next.SOMEBODY_ELSE;
        }
        deliveries.putOnTheWire(delivery, job.run());
        return new Next(false, parcel.get());
    }

    /** Empty if the recipient has unsubscribed or is gone. */
    private Optional<Parcel> parcel(DeliveryJob job, Delivery delivery) {
        var campaign = job.campaign();
        try {
            return subscriptions
                    .ofSubscriber(delivery.person(), campaign.newsletter())
                    .flatMap(way -> recipients
                            .of(delivery.person())
                            .map(to ->
                                    new Parcel(delivery, to, campaign.wording().write(to, way))));
        } catch (KeyDestroyed gone) {
            return Optional.empty();
        }
    }

    /** Null if there is nothing to record: the mail was withdrawn at the last moment. */
    private @Nullable Outcome handOver(DeliveryJob job, Parcel parcel, SmtpConnection connection, Last last) {
        var delivery = parcel.delivery();
        var now = clock.instant();
        var language = job.campaign().language();
        try {
            var envelope = new SmtpConnection.Envelope(delivery.id(), language, job.sender(), now);
            var isSent =
                    connection.send(envelope, parcel.content(), parcel.to(), () -> isStillOnTheWire(job, delivery));
            last.unwritten = 0;
            return isSent ? Outcome.sent(delivery) : null;
        } catch (NotDelivered failure) {
            last.unwritten = 0;
            if (failure.isOurs()) {
                job.stop(failure.status());
            }
            return Outcome.of(delivery, failure, clock.instant());
        } catch (RuntimeException broken) {
            last.failed(delivery, broken);
            return Outcome.later(delivery, clock.instant());
        }
    }

    private boolean isStillOnTheWire(DeliveryJob job, Delivery delivery) {
        return Boolean.TRUE.equals(transaction.execute(status -> deliveries.handOver(delivery, job.run())));
    }
}
