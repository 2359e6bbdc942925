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
 * One connection to the server, for any number of mails. Every failure is reduced to a {@link DeliveryFailure}. The
 * server may take minutes to answer, so no method that talks to it may be called in a transaction: that would withhold
 * a database connection, and perhaps locks, from others.
 */
public final class SmtpConnection implements AutoCloseable {
    private final Optional<Server> server;
    private final SmtpTimeouts timeouts;
    private final Condition condition;
    private @Nullable Conversation conversation;
    private volatile @Nullable SmtpSocket socket;
    private volatile boolean isCut;
    private @Nullable SSLSocketFactory trust;

    SmtpConnection(Optional<Server> server) {
        this(server, SmtpTimeouts.OF_RFC_5321, new Condition());
    }

    /** @param condition receives each success and failure */
    SmtpConnection(Optional<Server> server, SmtpTimeouts timeouts, Condition condition) {
        this.server = server;
        this.timeouts = timeouts;
        this.condition = condition;
    }

    /**
     * What a mail carries besides its content.
     *
     * @param id for Message-ID and envelope: the same when a mail is sent again
     * @param sender display name of the sender
     */
    public record Envelope(MailId id, Locale language, String sender, Instant now) {}

    /** After STARTTLS, trusts these certificate authorities instead of this machine's. */
    SmtpConnection trusting(SSLSocketFactory authorities) {
        trust = authorities;
        return this;
    }

    /** As the other {@code send}, for mails that may be sent twice. */
    public void send(Envelope envelope, MailContent content, MailRecipient to) throws NotDelivered {
        send(envelope, content, to, () -> true);
    }

    /**
     * Returns when the server has taken the mail.
     *
     * @param gate asked just before the final dot, after which it is unknown whether the mail is taken until the server
     *     answers; if it answers false, the mail is not handed over
     * @return whether it was handed over
     */
    public boolean send(Envelope envelope, MailContent content, MailRecipient to, BooleanSupplier gate)
            throws NotDelivered {
        requireNoTransaction();
        var at = server.orElseThrow(NotDelivered::noServer);
        try {
            var taken = hand(at, envelope, content, to, new Gate(gate));
            condition.isFine();
            return taken;
        } catch (NotDelivered failure) {
            seen(at, failure);
            throw failure;
        }
    }

    private boolean hand(Server at, Envelope envelope, MailContent content, MailRecipient to, Gate gate)
            throws NotDelivered {
        var open = open(at);
        var needsUtf8 = Message.needsUtf8(to);
        if (needsUtf8 && !open.knowsUtf8()) {
            throw new NotDelivered(new DeliveryFailure(Reason.NOT_UTF8, 0, null), true);
        }
        try {
            open.next(needsUtf8, gate);
            var message = Message.of(at, envelope, content, to);
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

    /** A connection that we cut is not the server's fault. */
    private void seen(Server at, NotDelivered failure) {
        if (!isCut) {
            condition.isSeen(at, failure.failure());
        }
    }

    /** Connects and signs in, without sending a mail, to see whether that works. */
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

    /** Ends the connection; a thread that waits for its answer stops waiting. */
    public void cut() {
        isCut = true;
        abandon();
    }

    /** A server left in the middle of a mail would take the next command for the rest of it. */
    private void abandon() {
        var open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                socket = null;
            }
        }
    }

    /**
     * Remembers the gate's answer. If the gate throws, the mail is not handed over, and the caller gets the exception.
     */
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
        var open = conversation;
        if (isCut) {
            throw NotDelivered.noServer();
        } else if (open == null || !open.isConnected()) {
            open = connected(at);
            conversation = open;
        }
        return open;
    }

    private Conversation connected(Server at) throws NotDelivered {
        var fresh = new SmtpSocket();
        socket = fresh;
        var session = at.session(fresh, timeouts);
        if (trust != null) {
            session.getProperties().put("mail.smtp.ssl.socketFactory", trust);
        }
        var open = new Conversation(session, fresh, timeouts, at.needsStartTls());
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
            if (conversation != null && !isCut) {
                requireNoTransaction();
                conversation.close();
            }
        } catch (MessagingException gone) {
            conversation = null;
        }
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "a transaction is open, but a mail server may take minutes to answer");
        }
    }
}
