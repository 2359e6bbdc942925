package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Sends a mail to KLARA over a separate connection. */
final class Lines {
    static final MailId ID = new MailId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    static final MailRecipient KLARA = new MailRecipient("Klára", "Känäri", "klara@straße.example");
    static final MailContent LETTER = new MailContent("Grüße", "Grüß Gott,\n.\nend\n", "<p>Grüß Gott</p>");

    /** A hundredth of each time-out: five minutes become three seconds. */
    static final SmtpTimeouts SHORT = SmtpTimeouts.OF_RFC_5321.dividedBy(100);

    private Lines() {}

    static Server server(String url, String envelope) {
        return Server.of(url, "post@lethe.example", envelope);
    }

    static SmtpConnection to(GrumpyServer server, SmtpTimeouts timeouts) {
        return new SmtpConnection(Optional.of(server(server.url(), "per-mail")), timeouts, new Condition());
    }

    static boolean send(SmtpConnection line, MailRecipient to) throws NotDelivered {
        return send(line, to, () -> true);
    }

    static boolean send(SmtpConnection line, MailRecipient to, BooleanSupplier gate) throws NotDelivered {
        return send(line, LETTER, to, gate);
    }

    static boolean send(SmtpConnection line, MailContent content, MailRecipient to, BooleanSupplier gate)
            throws NotDelivered {
        return line.send(
                new SmtpConnection.Envelope(ID, Locale.ENGLISH, "Häuser & Söhne", Instant.EPOCH), content, to, gate);
    }

    static NotDelivered failure(SmtpConnection line, MailRecipient to) {
        var failure = catchThrowableOfType(NotDelivered.class, () -> send(line, to));
        assertThat(failure).isNotNull();
        return failure;
    }
}
