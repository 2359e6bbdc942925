package lethe.mail;

import java.time.Clock;
import java.util.List;
import java.util.Map;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due. A mail is marked in the transaction in which it was sent: killed in between, it is sent again under
 * the same Message-ID, and never lost.
 */
@Component
class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int OUR_FAULT = -1;

    private final Mails mails;
    private final MailStore store;
    private final Smtp smtp;
    private final Addresses addresses;
    private final Map<String, Letters> kinds;
    private final Organisations organisations;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Of its own: a slow server holds up nothing else. */
    private final ExecutorService sending =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("outbox").factory());

    Outbox(
            Mails mails,
            MailStore store,
            Smtp smtp,
            Addresses addresses,
            List<Letters> letters,
            Organisations organisations,
            Clock clock,
            TransactionTemplate transaction) {
        this.mails = mails;
        this.store = store;
        this.smtp = smtp;
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
        }
    }

    /** Stops at a server that does not answer: the others wait for the next time. */
    void sendWhatIsDue() {
        try (var line = smtp.line()) {
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
            return Boolean.TRUE.equals(transaction.execute(status ->
                    mails.take(due.id()).map(mail -> handle(mail, line)).orElse(true)));
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

    private boolean handle(Mail mail, Line line) {
        var written = written(mail);
        if (written.isPresent()) {
            return sent(mail, written.get(), line);
        } else {
            done(mail);
            return true;
        }
    }

    private boolean sent(Mail mail, Written written, Line line) {
        try {
            line.send(
                    mail,
                    written.letter(),
                    written.to(),
                    organisations.masthead().name(),
                    clock.instant());
            done(mail);
            return true;
        } catch (NotDelivered failure) {
            failed(mail, failure.status(), failure.isForGood());
            return failure.status() != 0;
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

    private record Written(Addressee to, Letter letter) {}

    /** A key that was destroyed meanwhile leaves nobody to write to. */
    private Optional<Written> written(Mail mail) {
        var kind = kind(mail);
        try {
            return kind.addressee(mail, addresses)
                    .flatMap(to -> kind.write(mail, to).map(letter -> new Written(to, letter)));
        } catch (Forgotten gone) {
            return Optional.empty();
        }
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
