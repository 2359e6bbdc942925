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
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends mails that are due. No transaction waits for a server: one takes and writes the mail, one records just before
 * the final dot that it is handed over, and one records the result. A mail that was handed over but never answered,
 * because the connection broke or this process ended, is in doubt and is not sent again automatically.
 */
@Component
class Outbox implements BackgroundJob, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final DeliveryFailure UNWRITTEN = new DeliveryFailure(Reason.OURS, 0, null);
    private static final DeliveryFailure IN_DOUBT = new DeliveryFailure(Reason.IN_DOUBT, 0, null);
    private static final int SECONDS_TO_ANSWER = 3;
    private static final int SECONDS_TO_MARK = 2;

    private final MailQueue mailQueue;
    private final MailStore store;
    private final MailWriter writer;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final FairQueue queue = new FairQueue();
    private final Semaphore permits = new Semaphore(FairQueue.CONNECTIONS);
    private volatile boolean closing;

    /** The mails being sent now, and their connections. */
    private final Set<Mail> underway = ConcurrentHashMap.newKeySet();

    private final Set<SmtpConnection> connections = ConcurrentHashMap.newKeySet();

    /** Its own threads: a slow server must delay nothing else. */
    private final ExecutorService sending = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("outbox-", 0).factory());

    Outbox(MailQueue mailQueue, MailStore store, MailWriter writer, Clock clock, TransactionTemplate transaction) {
        this.mailQueue = mailQueue;
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Override
    public String kindOfWork() {
        return MailStore.KIND;
    }

    @Override
    public void look() {
        if (permits.availablePermits() == 0) {
            store.lookAgain(clock.instant().plus(again()));
        } else if (!closing) {
            queue.refill(store.due(clock.instant()));
            for (var lane = 0; lane < Math.min(queue.size(), FairQueue.CONNECTIONS); lane++) {
                open();
            }
        }
    }

    /** At a fixed rate, and so in its own thread: fixed-delay jobs share one, in which a long job delays the others. */
    @Scheduled(fixedRate = 5, initialDelay = 5, timeUnit = TimeUnit.SECONDS)
    void renew() {
        attempt(() -> underway.forEach(this::renew));
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException notNow) {
            LOG.warn("mails cannot be sent now: {}", notNow.getClass().getSimpleName());
        }
    }

    private void renew(Mail mail) {
        TenantContext.run(
                mail.organisation(), () -> transaction.executeWithoutResult(status -> mailQueue.renew(mail.id())));
    }

    private void open() {
        if (permits.tryAcquire()) {
            sending.execute(() -> {
                try {
                    attempt(this::sendAll);
                } finally {
                    permits.release();
                }
            });
        }
    }

    void sendWhatIsDue() {
        queue.refill(store.due(clock.instant()));
        sendAll();
    }

    /** Sends over one connection. Stops if the server does not answer: the remaining mails wait for the next look. */
    private void sendAll() {
        var connection = mailQueue.line();
        connections.add(connection);
        try (connection) {
            for (var due = queue.next(); due.isPresent(); due = closing ? Optional.empty() : queue.next()) {
                var one = due.get();
                try {
                    if (!TenantContext.in(one.organisation(), () -> send(one, connection))) {
                        queue.clear();
                    }
                } finally {
                    queue.done(one);
                }
            }
        } finally {
            connections.remove(connection);
        }
    }

    private boolean send(Due due, SmtpConnection connection) {
        try {
            var written = Objects.requireNonNull(
                    transaction.execute(status -> mailQueue.take(due.id()).flatMap(this::written)));
            return written.isEmpty() || sent(written.get(), connection);
        } catch (RuntimeException broken) {
            LOG.warn("{} could not be written: {}", due.id(), broken.getClass().getSimpleName());
            return putOff(due) || postpone(due);
        }
    }

    /** A mail that was handed over may have arrived, whatever is wrong with it now. */
    private boolean putOff(Due due) {
        return mark(due.id(), () -> mailQueue
                .takeUnopened(due.id())
                .ifPresent(mail -> failed(mail, mail.handedOver() ? IN_DOUBT : UNWRITTEN)));
    }

    /** Postpones a mail whose failure cannot be recorded by half a minute: only another version may know its kind. */
    private boolean postpone(Due due) {
        return mark(due.id(), () -> mailQueue.renew(due.id()));
    }

    /** @return whether the transaction committed */
    private boolean mark(MailId id, Runnable marking) {
        try {
            transaction.executeWithoutResult(status -> marking.run());
            return true;
        } catch (RuntimeException notNow) {
            LOG.warn("outcome of {} not recorded: {}", id, notNow.getClass().getSimpleName());
            return false;
        }
    }

    /** Empty if there is nothing left to send, or the mail is in doubt. */
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

    /** If the result cannot be recorded, the mail is in doubt once its lease expires. */
    private boolean sent(Written written, SmtpConnection connection) {
        var mail = written.mail();
        underway.add(mail);
        try {
            if (connection.send(written.envelope(), written.content(), written.to(), () -> handOver(mail))) {
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

    /** Committed before the server has the mail. A user terminated in the meantime is sent nothing. */
    private boolean handOver(Mail mail) {
        return Boolean.TRUE.equals(transaction.execute(status -> mailQueue.handOver(mail)));
    }

    private void failed(Mail mail, DeliveryFailure failure) {
        var kind = writer.kind(mail);
        var over = !clock.instant().isBefore(mail.queuedAt().plus(kind.patience()));
        if (failure.reason() == Reason.IN_DOUBT) {
            LOG.warn("{} ({}) is in doubt: it was handed over, but the server did not answer", mail.id(), mail.kind());
            giveUp(mail, failure);
        } else if (failure.reason().isForGood() || over) {
            LOG.warn("{} ({}) is given up after {} attempts: {}", mail.id(), mail.kind(), mail.attempts() + 1, failure);
            giveUp(mail, failure);
        } else {
            LOG.info("{} ({}) is not delivered yet: {}", mail.id(), mail.kind(), failure);
            mailQueue.retry(mail, failure, kind.patience());
        }
    }

    private void giveUp(Mail mail, DeliveryFailure failure) {
        mailQueue.giveUp(mail, failure);
        writer.kind(mail).done(mail);
    }

    private void done(Mail mail) {
        writer.kind(mail).done(mail);
        mailQueue.delete(mail);
    }

    /** Starts no more mails. A server that has one may still answer; then it is cut off, and the mail is in doubt. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        queue.clear();
        sending.shutdown();
        if (!sending.awaitTermination(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
            connections.forEach(SmtpConnection::cut);
            if (!sending.awaitTermination(SECONDS_TO_MARK, TimeUnit.SECONDS)) {
                sending.shutdownNow();
            }
        }
    }
}
