package lethe.messaging.mail;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import lethe.messaging.mail.SmtpConnection.Envelope;
import lethe.platform.requests.EmailAddress;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * A mail as it is sent: 7-bit, headers encoded by RFC 2047, domains as A-labels, so that every server on its way can
 * take it. Only an address with non-ASCII characters before its @ is written in UTF-8 (RFC 6532).
 */
final class Message extends SMTPMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private final String stamp;

    private Message(String stamp, Session session) {
        super(session);
        this.stamp = stamp;
    }

    static Message of(Server at, Envelope envelope, MailContent content, MailRecipient to) throws MessagingException {
        try {
            return written(at, envelope, content, to);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether only servers with SMTPUTF8 can deliver it. */
    static boolean needsUtf8(MailRecipient to) {
        var email = EmailAddress.parse(to.email()).orElseThrow().typed();
        return email.substring(0, email.lastIndexOf('@')).chars().anyMatch(c -> c > 0x7f);
    }

    private static Message written(Server at, Envelope envelope, MailContent content, MailRecipient to)
            throws MessagingException, UnsupportedEncodingException {
        var message = new Message("<" + envelope.id() + "@" + at.domain() + ">", session(needsUtf8(to)));
        var from = at.from();
        message.setFrom(
                from.getPersonal() == null ? new InternetAddress(from.getAddress(), envelope.sender(), UTF_8) : from);
        message.setEnvelopeFrom(at.envelope(envelope.id()));
        message.setRecipient(RecipientType.TO, address(to));
        message.setSubject(content.subject(), UTF_8);
        message.setSentDate(Date.from(envelope.now()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContentLanguage(new String[] {envelope.language().getLanguage()});
        for (var header : content.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        message.setContent(
                new MimeMultipart("alternative", part(content.text(), "plain"), part(content.html(), "html")));
        message.saveChanges();
        return message;
    }

    private static Session session(boolean utf8) {
        var settings = new Properties();
        settings.put("mail.mime.allowutf8", String.valueOf(utf8));
        return Session.getInstance(settings);
    }

    private static MimeBodyPart part(String content, String kind) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, UTF_8, kind);
        return part;
    }

    /** The local part as it was typed, the domain as A-labels. */
    private static InternetAddress address(MailRecipient to) throws UnsupportedEncodingException {
        var email = EmailAddress.parse(to.email()).orElseThrow();
        var local = email.typed().substring(0, email.typed().lastIndexOf('@'));
        var domain = email.normal().substring(email.normal().lastIndexOf('@'));
        return new InternetAddress(local + domain, to.name(), UTF_8);
    }

    /** The mail's own, so that a mail sent twice is recognised as the same. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", stamp);
    }
}
