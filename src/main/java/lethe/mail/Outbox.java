package lethe.mail;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.kernel.Tenancy;
import lethe.mail.MailStore.Due;
import lethe.organisations.Organisations;
import lethe.vault.Forgotten;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due: a transaction before, in which the mail is taken and written, and one after, in which it is marked, for
 * none may wait for a server. Killed in between, it is sent again under the same Message-ID, and never lost.
 */
@Component
class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int OUR_FAULT = -1;

    private final Mails mails;
    private final MailStore store;
    private final Addresses addresses;
    private final Map<String, Letters> kinds;
    private final Organisations organisations;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** What a server is being handed just now. */
    private volatile @Nullable Mail underway;

    /** Of its own: a slow server holds up nothing else. */
    private final ExecutorService sending =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("outbox").factory());

    Outbox(
            Mails mails,
            MailStore store,
            Addresses addresses,
            List<Letters> letters,
            Organisations organisations,
            Clock clock,
            TransactionTemplate transaction) {
        this.mails = mails;
        this.store = store;
        this.addresses = addresses;
        this.kinds = letters.stream().collect(Collectors.toMap(Letters::kind, Function.identity()));
        this.organisations = organisations;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.SECONDS)
    void tick() {
        if (busy.compareAndSet(false, true)) {
            sending.execute(() -> {
                try {
                    sendWhatIsDue();
                } catch (RuntimeException notNow) {
                    LOG.warn("no mail is sent for now: {}", notNow.getClass().getSimpleName());
                } finally {
                    busy.set(false);
                }
            });
        } else {
            Optional.ofNullable(underway).ifPresent(this::renew);
        }
    }

    private void renew(Mail mail) {
        Tenancy.run(mail.organisation(), () -> transaction.executeWithoutResult(status -> mails.renew(mail.id())));
    }

    /** Stops at a server that does not answer: the others wait for the next time. */
    void sendWhatIsDue() {
        try (var line = mails.line()) {
            var goesOn = true;
            for (var due : store.due(clock.instant())) {
                if (goesOn) {
                    goesOn = Tenancy.in(due.organisation(), () -> send(due, line));
                }
            }
        }
    }

    private boolean send(Due due, Line line) {
        try {
            var written = Objects.requireNonNull(
                    transaction.execute(status -> mails.take(due.id()).flatMap(this::written)));
            return written.isEmpty() || sent(written.get(), line);
        } catch (RuntimeException broken) {
            LOG.warn("{} could not be written: {}", due.id(), broken.getClass().getSimpleName());
            putOff(due);
            return true;
        }
    }

    private void putOff(Due due) {
        transaction.executeWithoutResult(
                status -> mails.take(due.id()).ifPresent(mail -> failed(mail, OUR_FAULT, false)));
    }

    private record Written(Mail mail, Addressee to, Letter letter, Line.Envelope envelope) {}

    /** Empty when there is nothing left to send. */
    private Optional<Written> written(Mail mail) {
        var written = letter(mail);
        if (written.isEmpty()) {
            done(mail);
        }
        return written;
    }

    /** A key that was destroyed meanwhile leaves nobody to write to. */
    private Optional<Written> letter(Mail mail) {
        var kind = kind(mail);
        var sender = organisations.masthead().name();
        try {
            return kind.addressee(mail, addresses).flatMap(to -> kind.write(mail, to)
                    .map(letter -> new Written(
                            mail, to, letter, new Line.Envelope(mail.id(), mail.language(), sender, clock.instant()))));
        } catch (Forgotten gone) {
            return Optional.empty();
        }
    }

    /** What cannot be marked afterwards is sent again when its lease has lapsed. */
    private boolean sent(Written written, Line line) {
        underway = written.mail();
        try {
            line.send(written.envelope(), written.letter(), written.to(), () -> true);
            mark(written.mail(), () -> done(written.mail()));
            return true;
        } catch (NotDelivered failure) {
            mark(written.mail(), () -> failed(written.mail(), failure.status(), failure.isForGood()));
            return failure.status() != 0;
        } finally {
            underway = null;
        }
    }

    private void mark(Mail mail, Runnable marking) {
        try {
            transaction.executeWithoutResult(status -> marking.run());
        } catch (RuntimeException notNow) {
            LOG.warn("{} could not be marked: {}", mail.id(), notNow.getClass().getSimpleName());
        }
    }

    private void failed(Mail mail, int status, boolean forGood) {
        var kind = kind(mail);
        var over = !clock.instant().isBefore(mail.queuedAt().plus(kind.patience()));
        if (forGood || over) {
            LOG.warn(
                    "{} ({}) is given up after {} attempts: SMTP {}",
                    mail.id(),
                    mail.kind(),
                    mail.attempts() + 1,
                    status);
            mails.giveUp(mail, status);
            kind.done(mail);
        } else {
            LOG.info("{} ({}) is not delivered yet: SMTP {}", mail.id(), mail.kind(), status);
            mails.retry(mail, status, kind.patience());
        }
    }

    private void done(Mail mail) {
        kind(mail).done(mail);
        mails.delete(mail);
    }

    private Letters kind(Mail mail) {
        return Optional.ofNullable(kinds.get(mail.kind())).orElseThrow();
    }

    /** What is being sent is cut off, and sent again after the next start. */
    @Override
    public void close() {
        sending.shutdownNow();
    }
}
