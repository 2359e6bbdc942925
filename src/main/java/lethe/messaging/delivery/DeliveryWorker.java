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
 * One mail after the other by one connection. What became of a mail is committed together with the next one's being on the
 * wire: a commit a mail, none of which waits for a server, and no more in doubt than there are lanes.
 */
@Component
class DeliveryWorker {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final int OUR_FAULT = -1;

    /** Of so many mails in a row that cannot be written none is to blame: the others would fare no better. */
    private static final int IN_A_ROW = 10;

    private final Deliveries deliveries;
    private final Campaigns circulars;
    private final Subscriptions subscriptions;
    private final RecipientLookup addresses;
    private final MailQueue mails;
    private final Pace pace;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DeliveryWorker(
            Deliveries deliveries,
            Campaigns circulars,
            Subscriptions subscriptions,
            RecipientLookup addresses,
            MailQueue mails,
            Pace pace,
            Clock clock,
            TransactionTemplate transaction) {
        this.deliveries = deliveries;
        this.circulars = circulars;
        this.subscriptions = subscriptions;
        this.addresses = addresses;
        this.mails = mails;
        this.pace = pace;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** What is on the wire: its delivery, and what is handed to the server. */
    private record Parcel(Delivery delivery, MailRecipient to, MailContent letter) {}

    /** @param parcel absent when somebody is to get none after all, or there is nobody left */
    private record Next(boolean isLast, @Nullable Parcel parcel) {
        static final Next NONE = new Next(true, null);
        static final Next SOMEBODY_ELSE = new Next(false, null);
    }

    /** Until nobody waits, or the job is stopped; nothing is thrown. */
    public void work(DeliveryJob job) {
        try (var line = mails.line()) {
            send(job, line);
        } catch (RuntimeException broken) {
            LOG.warn("a newsletter is gone on with later: {}", broken.getClass().getSimpleName());
            job.stop(OUR_FAULT);
        }
    }

    private void send(DeliveryJob job, SmtpConnection line) {
        var last = new Last(job);
        try {
            var more = true;
            while (more && !job.isStopped()) {
                await(job, last);
                var next = next(job, last);
                last.outcome = next.parcel() == null ? null : handOver(job, next.parcel(), line, last);
                more = !next.isLast();
            }
        } finally {
            last.commit();
        }
    }

    /** What became of the last mail, until that is committed. */
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

    /** Nothing is on the wire while a lane waits for its moment. */
    private void await(DeliveryJob job, Last last) {
        var moment = pace.moment();
        var wait = Duration.between(clock.instant(), moment);
        while (wait.isPositive() && !job.isStopped()) {
            last.commit();
            job.pause(wait);
            wait = Duration.between(clock.instant(), moment);
        }
    }

    /** Whoever cannot be written to is put off, and holds up nobody else. */
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
        var found = circulars.isSending(job.id())
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

    /** Empty for who is not subscribed any more, or gone. */
    private Optional<Parcel> parcel(DeliveryJob job, Delivery delivery) {
        var circular = job.circular();
        try {
            return subscriptions
                    .ofSubscriber(delivery.person(), circular.newsletter())
                    .flatMap(way -> addresses
                            .of(delivery.person())
                            .map(to ->
                                    new Parcel(delivery, to, circular.wording().write(to, way))));
        } catch (KeyDestroyed gone) {
            return Optional.empty();
        }
    }

    /** Null where nothing is to be marked: it was withdrawn at the last moment. */
    private @Nullable Outcome handOver(DeliveryJob job, Parcel parcel, SmtpConnection line, Last last) {
        var delivery = parcel.delivery();
        var now = clock.instant();
        var language = job.circular().language();
        try {
            var envelope = new SmtpConnection.Envelope(delivery.id(), language, job.sender(), now);
            var isSent = line.send(envelope, parcel.letter(), parcel.to(), () -> isStillOnTheWire(job, delivery));
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
