package lethe.messaging.mail;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lethe.messaging.mail.MailStore.Due;
import lethe.messaging.mail.MailWriter.Written;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due: a transaction before, in which the mail is taken and written, one just before the full stop that hands
 * it over, and one after, in which it is marked, for none may wait for a server. What was handed over and never answered,
 * because the connection broke, or this process ended, is in doubt: it is not sent again unasked.
 */
@Component
class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final DeliveryFailure UNWRITTEN = new DeliveryFailure(Reason.OURS, 0, null);
    private static final DeliveryFailure IN_DOUBT = new DeliveryFailure(Reason.IN_DOUBT, 0, null);
    private static final int SECONDS_TO_ANSWER = 3;
    private static final int SECONDS_TO_MARK = 2;

    private final MailQueue mails;
    private final MailStore store;
    private final MailWriter writer;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final FairQueue turns = new FairQueue();
    private final Semaphore places = new Semaphore(FairQueue.CONNECTIONS);
    private volatile boolean closing;

    /** What servers are being handed just now, and by which connections. */
    private final Set<Mail> underway = ConcurrentHashMap.newKeySet();

    private final Set<SmtpConnection> lines = ConcurrentHashMap.newKeySet();

    /** Of its own: a slow server holds up nothing else. */
    private final ExecutorService sending = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("outbox-", 0).factory());

    Outbox(MailQueue mails, MailStore store, MailWriter writer, Clock clock, TransactionTemplate transaction) {
        this.mails = mails;
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.SECONDS)
    void tick() {
        attempt(() -> {
            if (places.availablePermits() > 0 && !closing) {
                turns.refill(store.due(clock.instant()));
                for (var lane = 0; lane < Math.min(turns.size(), FairQueue.CONNECTIONS); lane++) {
                    open();
                }
            }
        });
    }

    /** At a fixed rate, and so in a thread of its own: all jobs of a fixed delay share one, which a long one holds up. */
    @Scheduled(fixedRate = 5, initialDelay = 5, timeUnit = TimeUnit.SECONDS)
    void renew() {
        attempt(() -> underway.forEach(this::renew));
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException notNow) {
            LOG.warn("no mail is sent for now: {}", notNow.getClass().getSimpleName());
        }
    }

    private void renew(Mail mail) {
        TenantContext.run(
                mail.organisation(), () -> transaction.executeWithoutResult(status -> mails.renew(mail.id())));
    }

    private void open() {
        if (places.tryAcquire()) {
            sending.execute(() -> {
                try {
                    attempt(this::sendAll);
                } finally {
                    places.release();
                }
            });
        }
    }

    void sendWhatIsDue() {
        turns.refill(store.due(clock.instant()));
        sendAll();
    }

    /** Over one connection. Stops at a server that does not answer: the others wait for the next time. */
    private void sendAll() {
        var line = mails.line();
        lines.add(line);
        try (line) {
            for (var due = turns.next(); due.isPresent(); due = closing ? Optional.empty() : turns.next()) {
                var one = due.get();
                try {
                    if (!TenantContext.in(one.organisation(), () -> send(one, line))) {
                        turns.clear();
                    }
                } finally {
                    turns.done(one);
                }
            }
        } finally {
            lines.remove(line);
        }
    }

    private boolean send(Due due, SmtpConnection line) {
        try {
            var written = Objects.requireNonNull(
                    transaction.execute(status -> mails.take(due.id()).flatMap(this::written)));
            return written.isEmpty() || sent(written.get(), line);
        } catch (RuntimeException broken) {
            LOG.warn("{} could not be written: {}", due.id(), broken.getClass().getSimpleName());
            return putOff(due) || postpone(due);
        }
    }

    /** What was handed over may have arrived, whatever is wrong with it now. */
    private boolean putOff(Due due) {
        return mark(due.id(), () -> mails.takeUnopened(due.id())
                .ifPresent(mail -> failed(mail, mail.handedOver() ? IN_DOUBT : UNWRITTEN)));
    }

    /** For half a minute, where not even its failure can be marked: its kind may be known to another version alone. */
    private boolean postpone(Due due) {
        return mark(due.id(), () -> mails.renew(due.id()));
    }

    /** @return whether it could be */
    private boolean mark(MailId id, Runnable marking) {
        try {
            transaction.executeWithoutResult(status -> marking.run());
            return true;
        } catch (RuntimeException notNow) {
            LOG.warn("{} could not be marked: {}", id, notNow.getClass().getSimpleName());
            return false;
        }
    }

    /** Empty when there is nothing left to send, or nobody knows whether it was sent. */
    private Optional<Written> written(Mail mail) {
        if (mail.handedOver()) {
            failed(mail, IN_DOUBT);
            return Optional.empty();
        }
        var written = writer.write(mail);
        if (written.isEmpty()) {
            done(mail);
        }
        return written;
    }

    /** What cannot be marked afterwards is in doubt when its lease has lapsed. */
    private boolean sent(Written written, SmtpConnection line) {
        var mail = written.mail();
        underway.add(mail);
        try {
            if (line.send(written.envelope(), written.letter(), written.to(), () -> handOver(mail))) {
                mark(mail.id(), () -> done(mail));
            }
            return true;
        } catch (NotDelivered failure) {
            mark(mail.id(), () -> failed(mail, failure.failure()));
            return !failure.isOurs();
        } catch (RuntimeException broken) {
            LOG.warn(
                    "{} could not be handed over: {}",
                    mail.id(),
                    broken.getClass().getSimpleName());
            mark(mail.id(), () -> failed(mail, UNWRITTEN));
            return true;
        } finally {
            underway.remove(mail);
        }
    }

    /** Committed before the server has it. Whoever was terminated meanwhile is sent nothing. */
    private boolean handOver(Mail mail) {
        return Boolean.TRUE.equals(transaction.execute(status -> mails.handOver(mail)));
    }

    private void failed(Mail mail, DeliveryFailure failure) {
        var kind = writer.kind(mail);
        var over = !clock.instant().isBefore(mail.queuedAt().plus(kind.patience()));
        if (failure.reason() == Reason.IN_DOUBT) {
            LOG.warn("{} ({}) is in doubt: it was handed over, and not answered", mail.id(), mail.kind());
            giveUp(mail, failure);
        } else if (failure.reason().isForGood() || over) {
            LOG.warn("{} ({}) is given up after {} attempts: {}", mail.id(), mail.kind(), mail.attempts() + 1, failure);
            giveUp(mail, failure);
        } else {
            LOG.info("{} ({}) is not delivered yet: {}", mail.id(), mail.kind(), failure);
            mails.retry(mail, failure, kind.patience());
        }
    }

    private void giveUp(Mail mail, DeliveryFailure failure) {
        mails.giveUp(mail, failure);
        writer.kind(mail).done(mail);
    }

    private void done(Mail mail) {
        writer.kind(mail).done(mail);
        mails.delete(mail);
    }

    /** Nothing more is begun. A server that has a mail may still answer; then it is cut off, and the mail is in doubt. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        turns.clear();
        sending.shutdown();
        if (!sending.awaitTermination(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
            lines.forEach(SmtpConnection::cut);
            if (!sending.awaitTermination(SECONDS_TO_MARK, TimeUnit.SECONDS)) {
                sending.shutdownNow();
            }
        }
    }
}
