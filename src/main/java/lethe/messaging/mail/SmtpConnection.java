package lethe.messaging.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One connection to the server, for as many mails as there are. Whatever goes wrong is reduced to a {@link DeliveryFailure}.
 * Waiting for the server may take minutes, so that nothing here waits while a database transaction is open: that would hold
 * a connection, and perhaps locks, that everybody else lacks.
 */
public final class SmtpConnection implements AutoCloseable {
    private final Optional<Server> server;
    private final SmtpTimeouts patience;
    private final Condition condition;
    private @Nullable Conversation talk;
    private volatile @Nullable SmtpSocket wire;
    private volatile boolean isCut;
    private @Nullable SSLSocketFactory trust;

    SmtpConnection(Optional<Server> server) {
        this(server, SmtpTimeouts.OF_RFC_5321, new Condition());
    }

    /** @param condition is told of what goes well and what does not */
    SmtpConnection(Optional<Server> server, SmtpTimeouts patience, Condition condition) {
        this.server = server;
        this.patience = patience;
        this.condition = condition;
    }

    /**
     * What stands on a mail besides the letter.
     *
     * @param id of which Message-ID and envelope are made: the same for a mail that is sent again
     * @param sender the name that it comes from
     */
    public record Envelope(MailId id, Locale language, String sender, Instant now) {}

    /** After STARTTLS, other authorities than this machine's. */
    SmtpConnection trusting(SSLSocketFactory authorities) {
        trust = authorities;
        return this;
    }

    /** As the other, for what may as well come twice. */
    public void send(Envelope envelope, MailContent letter, MailRecipient to) throws NotDelivered {
        send(envelope, letter, to, () -> true);
    }

    /**
     * Returns when the server has taken the mail.
     *
     * @param gate asked once all is said but the full stop, after which nobody can tell whether the mail is taken until
     *     the server answers; where it says no, the mail is not handed over
     * @return whether it was handed over
     */
    public boolean send(Envelope envelope, MailContent letter, MailRecipient to, BooleanSupplier gate)
            throws NotDelivered {
        requireNoTransaction();
        var at = server.orElseThrow(NotDelivered::noServer);
        try {
            var taken = hand(at, envelope, letter, to, new Gate(gate));
            condition.isFine();
            return taken;
        } catch (NotDelivered failure) {
            seen(at, failure);
            throw failure;
        }
    }

    private boolean hand(Server at, Envelope envelope, MailContent letter, MailRecipient to, Gate gate)
            throws NotDelivered {
        var open = open(at);
        var needsUtf8 = Message.needsUtf8(to);
        if (needsUtf8 && !open.knowsUtf8()) {
            throw new NotDelivered(new DeliveryFailure(Reason.NOT_UTF8, 0, null), true);
        }
        try {
            open.next(needsUtf8, gate);
            var message = Message.of(at, envelope, letter, to);
            open.sendMessage(message, message.getAllRecipients());
            return true;
        } catch (MessagingException failure) {
            if (open.answer() == 0) {
                abandon();
            }
            if (gate.isShut()) {
                return false;
            }
            throw Diagnosis.of(failure, open);
        } catch (RuntimeException broken) {
            abandon();
            if (open.phase() == Conversation.Phase.END) {
                throw Diagnosis.of(broken, open);
            }
            throw broken;
        }
    }

    /** What we have cut off ourselves is no fault of the server's. */
    private void seen(Server at, NotDelivered failure) {
        if (!isCut) {
            condition.isSeen(at, failure.failure());
        }
    }

    /** Opens it and hands over nothing, to see whether it could. */
    void check() {
        requireNoTransaction();
        var at = server.orElseThrow();
        try {
            open(at);
            condition.isOpen();
        } catch (NotDelivered failure) {
            seen(at, failure);
        }
    }

    /** Whoever waits at it for an answer waits no more. */
    public void cut() {
        isCut = true;
        abandon();
    }

    /** A server that is left in mid-sentence would take what is said next for the rest of it. */
    private void abandon() {
        var open = wire;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                wire = null;
            }
        }
    }

    /** Remembers its answer; one that fails is shut, and its failure is for the caller. */
    private static final class Gate implements BooleanSupplier {
        private final BooleanSupplier gate;
        private boolean isShut;
        private @Nullable RuntimeException broken;

        Gate(BooleanSupplier gate) {
            this.gate = gate;
        }

        @Override
        public boolean getAsBoolean() {
            try {
                isShut = !gate.getAsBoolean();
            } catch (RuntimeException failure) {
                broken = failure;
                isShut = true;
            }
            return !isShut;
        }

        boolean isShut() {
            if (broken != null) {
                throw broken;
            }
            return isShut;
        }
    }

    private Conversation open(Server at) throws NotDelivered {
        var open = talk;
        if (isCut) {
            throw NotDelivered.noServer();
        } else if (open == null || !open.isConnected()) {
            open = connected(at);
            talk = open;
        }
        return open;
    }

    private Conversation connected(Server at) throws NotDelivered {
        var fresh = new SmtpSocket();
        wire = fresh;
        var session = at.session(fresh, patience);
        if (trust != null) {
            session.getProperties().put("mail.smtp.ssl.socketFactory", trust);
        }
        var open = new Conversation(session, fresh, patience, at.needsStartTls());
        try {
            open.connect(at.host(), at.port(), at.user(), at.password());
            return open;
        } catch (MessagingException failure) {
            throw Diagnosis.of(failure, open);
        }
    }

    @Override
    public void close() {
        try {
            if (talk != null && !isCut) {
                requireNoTransaction();
                talk.close();
            }
        } catch (MessagingException gone) {
            talk = null;
        }
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("a mail server may take minutes, and a transaction is open");
        }
    }
}
