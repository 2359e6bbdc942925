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
 * The library's SMTP transport with what it lacks: a time-out for each phase, the first reply of a phase even if the
 * connection breaks afterwards, and a last check just before the final dot that hands the mail over.
 */
final class Conversation extends SMTPTransport {
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S)");
    private static final int LONGEST_START = 40;
    private final SmtpSocket socket;
    private final SmtpTimeouts timeouts;
    private final boolean needsTls;
    private Phase phase = Phase.CONNECTING;
    private int answer;
    private boolean brokeOff;
    private boolean leaving;
    private @Nullable String enhanced;
    private boolean needsUtf8;
    private BooleanSupplier gate = () -> true;

    /** In the order of the protocol. */
    enum Phase {
        CONNECTING,
        HELLO,
        TLS,
        LOGIN,
        SENDER,
        RECIPIENT,
        TEXT,
        /** From the final dot on, the server may have the mail. */
        END
    }

    Conversation(Session session, SmtpSocket socket, SmtpTimeouts timeouts, boolean needsTls) {
        super(session, null);
        this.socket = socket;
        this.timeouts = timeouts;
        this.needsTls = needsTls;
    }

    Phase phase() {
        return phase;
    }

    /** The server's reply code in the current phase; 0 while there is none. */
    int answer() {
        return answer;
    }

    @Nullable
    String enhanced() {
        return enhanced;
    }

    /** Whether the connection ended without a reply, or what came was not an SMTP reply. */
    boolean brokeOff() {
        return brokeOff;
    }

    boolean lacksTls() {
        return needsTls && !isSSL();
    }

    /**
     * Prepares the next mail.
     *
     * @param handOverGate asked once, just before the final dot; if it answers false, the mail is not handed over
     */
    void next(boolean utf8, BooleanSupplier handOverGate) {
        needsUtf8 = utf8;
        gate = handOverGate;
        enter(Phase.SENDER, timeouts.command());
    }

    /** Uses SMTPUTF8 only for mails that need it: the next server on the way may not support it. */
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
        enter(Phase.CONNECTING, timeouts.command());
        return super.protocolConnect(host, port, user, password);
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        enter(Phase.HELLO, timeouts.command());
        var known = super.ehlo(domain);
        if (known) {
            enter(Phase.LOGIN, timeouts.command());
        } else if (answer / 100 == 4) {
            throw new MessagingException("not now");
        }
        return known;
    }

    /** The greeting for a server that does not know EHLO. */
    @Override
    protected void helo(String domain) throws MessagingException {
        enter(Phase.HELLO, timeouts.command());
        super.helo(domain);
    }

    @Override
    protected void startTLS() throws MessagingException {
        enter(Phase.TLS, timeouts.command());
        super.startTLS();
    }

    @Override
    protected void mailFrom() throws MessagingException {
        enter(Phase.SENDER, timeouts.command());
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        enter(Phase.RECIPIENT, timeouts.command());
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        enter(Phase.TEXT, timeouts.begin());
        var text = super.data();
        answer = 0;
        return text;
    }

    /** Accepts any 2yz reply (RFC 5321, 4.2.1); the library accepts only 250. */
    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!gate.getAsBoolean()) {
            throw new IOException("withdrawn");
        }
        enter(Phase.END, timeouts.end());
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
        socket.await(timeouts.command());
        return super.isConnected();
    }

    /**
     * The library also sends QUIT after a reply that it cannot read. The reply to QUIT must not count as the server's
     * answer.
     */
    @Override
    public synchronized void close() throws MessagingException {
        leaving = true;
        socket.await(timeouts.farewell());
        super.close();
    }

    private void enter(Phase next, Duration wait) {
        phase = next;
        answer = 0;
        brokeOff = false;
        enhanced = null;
        socket.await(wait);
    }

    private static @Nullable String enhanced(@Nullable String answer) {
        var start = answer == null ? "" : answer.substring(0, Math.min(answer.length(), LONGEST_START));
        var code = ENHANCED.matcher(start);
        return code.find() ? code.group(1) : null;
    }
}
