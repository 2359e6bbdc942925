package lethe.messaging.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * What the library says to a server, with what it does not do: it has another patience for each phase, remembers the
 * first answer in it, whatever breaks afterwards, and asks before the full stop that hands the mail over.
 */
final class Conversation extends SMTPTransport {
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S)");
    private static final int LONGEST_START = 40;
    private final SmtpSocket wire;
    private final SmtpTimeouts patience;
    private final boolean needsTls;
    private Phase phase = Phase.CONNECTING;
    private int answer;
    private boolean brokeOff;
    private boolean leaving;
    private @Nullable String enhanced;
    private boolean needsUtf8;
    private BooleanSupplier gate = () -> true;

    /** In the order in which they come. */
    enum Phase {
        CONNECTING,
        HELLO,
        TLS,
        LOGIN,
        SENDER,
        RECIPIENT,
        TEXT,
        /** From the full stop on the server may have the mail. */
        END
    }

    Conversation(Session session, SmtpSocket wire, SmtpTimeouts patience, boolean needsTls) {
        super(session, null);
        this.wire = wire;
        this.patience = patience;
        this.needsTls = needsTls;
    }

    Phase phase() {
        return phase;
    }

    /** What the server answered in the last phase; 0 while it did not. */
    int answer() {
        return answer;
    }

    @Nullable
    String enhanced() {
        return enhanced;
    }

    /** Whether it ended instead of answering, or with what is no answer. */
    boolean brokeOff() {
        return brokeOff;
    }

    boolean lacksTls() {
        return needsTls && !isSSL();
    }

    /**
     * What the next mail needs.
     *
     * @param opening asked once, before the mail is handed over; it is not where the answer is no
     */
    void next(boolean utf8, BooleanSupplier opening) {
        needsUtf8 = utf8;
        gate = opening;
        enter(Phase.SENDER, patience.command());
    }

    /** What is not needed is not asked for: the next server on the way may lack it. */
    @Override
    public boolean supportsExtension(String extension) {
        return super.supportsExtension(extension) && (needsUtf8 || !extension.equals("SMTPUTF8"));
    }

    boolean knowsUtf8() {
        return super.supportsExtension("SMTPUTF8");
    }

    @Override
    protected synchronized boolean protocolConnect(
            String host, int port, @Nullable String user, @Nullable String password) throws MessagingException {
        enter(Phase.CONNECTING, patience.command());
        return super.protocolConnect(host, port, user, password);
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        enter(Phase.HELLO, patience.command());
        var known = super.ehlo(domain);
        if (known) {
            enter(Phase.LOGIN, patience.command());
        } else if (answer / 100 == 4) {
            throw new MessagingException("not now");
        }
        return known;
    }

    /** As one greets a server that does not know EHLO. */
    @Override
    protected void helo(String domain) throws MessagingException {
        enter(Phase.HELLO, patience.command());
        super.helo(domain);
    }

    @Override
    protected void startTLS() throws MessagingException {
        enter(Phase.TLS, patience.command());
        super.startTLS();
    }

    @Override
    protected void mailFrom() throws MessagingException {
        enter(Phase.SENDER, patience.command());
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        enter(Phase.RECIPIENT, patience.command());
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        enter(Phase.TEXT, patience.begin());
        var text = super.data();
        answer = 0;
        return text;
    }

    /** Any 2yz is a yes (RFC 5321, 4.2.1), though the library knows but 250. */
    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!gate.getAsBoolean()) {
            throw new IOException("withdrawn");
        }
        enter(Phase.END, patience.end());
        try {
            super.finishData();
        } catch (MessagingException failure) {
            if (answer / 100 != 2) {
                throw failure;
            }
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        var code = super.readServerResponse();
        if (!leaving && (answer < 200 || phase == Phase.LOGIN)) {
            answer = Math.max(code, 0);
            brokeOff = code <= 0;
            enhanced = enhanced(getLastServerResponse());
        }
        return code;
    }

    @Override
    public synchronized boolean isConnected() {
        wire.await(patience.command());
        return super.isConnected();
    }

    /** The library takes its leave of a server whose answer it cannot read: what that says to it is no answer. */
    @Override
    public synchronized void close() throws MessagingException {
        leaving = true;
        wire.await(patience.farewell());
        super.close();
    }

    private void enter(Phase next, Duration wait) {
        phase = next;
        answer = 0;
        brokeOff = false;
        enhanced = null;
        wire.await(wait);
    }

    private static @Nullable String enhanced(@Nullable String answer) {
        var start = answer == null ? "" : answer.substring(0, Math.min(answer.length(), LONGEST_START));
        var code = ENHANCED.matcher(start);
        return code.find() ? code.group(1) : null;
    }
}
