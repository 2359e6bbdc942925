package lethe.mail;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import lethe.kernel.EmailAddress;
import lethe.mail.Smtp.Server;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/** One connection to the server, for as many mails as there are. Whatever goes wrong is reduced to the SMTP status. */
public final class Line implements AutoCloseable {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private final Optional<Server> server;
    private @Nullable Session session;
    private @Nullable Transport transport;

    Line(Optional<Server> server) {
        this.server = server;
    }

    /**
     * What stands on a mail besides the letter.
     *
     * @param id of which Message-ID and envelope are made: the same for a mail that is sent again
     * @param sender the name that it comes from
     */
    public record Envelope(MailId id, Locale language, String sender, Instant now) {}

    /** Returns when the server has taken the mail. No database transaction should wait for that. */
    public void send(Envelope envelope, Letter letter, Addressee to) throws NotDelivered {
        var at = server.orElseThrow(NotDelivered::noServer);
        var connected = false;
        try {
            var open = open(at);
            var message = message(at, envelope, letter, to);
            connected = true;
            open.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException failure) {
            throw NotDelivered.of(failure, connected);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Transport open(Server at) throws MessagingException {
        if (transport == null || !transport.isConnected()) {
            session = at.session();
            transport = session.getTransport();
            transport.connect(at.user(), at.password());
        }
        return transport;
    }

    private SMTPMessage message(Server at, Envelope envelope, Letter letter, Addressee to)
            throws MessagingException, UnsupportedEncodingException {
        var message = new Stamped("<" + envelope.id() + "@" + at.domain() + ">", session);
        var from = at.from();
        message.setFrom(
                from.getPersonal() == null ? new InternetAddress(from.getAddress(), envelope.sender(), UTF_8) : from);
        message.setEnvelopeFrom("bounce+" + envelope.id() + "@" + at.domain());
        message.setRecipient(RecipientType.TO, address(to));
        message.setSubject(letter.subject(), UTF_8);
        message.setSentDate(Date.from(envelope.now()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContentLanguage(new String[] {envelope.language().getLanguage()});
        for (var header : letter.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        message.setContent(new MimeMultipart("alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String content, String kind) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, UTF_8, kind);
        return part;
    }

    /** The local part as it was typed, the domain as A-labels. */
    private static InternetAddress address(Addressee to) throws MessagingException, UnsupportedEncodingException {
        var email = EmailAddress.parse(to.email()).orElseThrow();
        var local = email.typed().substring(0, email.typed().lastIndexOf('@'));
        var domain = email.normal().substring(email.normal().lastIndexOf('@'));
        return new InternetAddress(local + domain, to.name(), UTF_8);
    }

    /** Whose Message-ID is the mail's, so that one that was sent twice is known for the same. */
    private static final class Stamped extends SMTPMessage {
        private final String stamp;

        Stamped(String stamp, @Nullable Session session) {
            super(session);
            this.stamp = stamp;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", stamp);
        }
    }

    @Override
    public void close() {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException gone) {
            transport = null;
        }
    }
}
