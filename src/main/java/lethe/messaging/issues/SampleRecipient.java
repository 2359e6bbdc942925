package lethe.messaging.issues;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailId;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.NotDelivered;
import lethe.messaging.mail.SmtpConnection.Envelope;
import lethe.messaging.newsletters.Newsletter;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends an issue as a test: to its writer, or to an address entered for this purpose. */
@Component
public class SampleRecipient {
    private final Composition composition;
    private final MailQueue mailQueue;
    private final Randomness randomness;
    private final Clock clock;

    SampleRecipient(Composition composition, MailQueue mailQueue, Randomness randomness, Clock clock) {
        this.composition = composition;
        this.mailQueue = mailQueue;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Queues the test mail in the caller's transaction. */
    public void queue(Issue issue, UserId writer, Locale language) {
        needMail();
        mailQueue.queue(new Mail.Order(writer, TestLetter.KIND, language, issue.id(), null));
    }

    /** Sends the test mail immediately; the address is not stored. */
    public void send(Issue issue, Newsletter newsletter, @Nullable String email, Locale language) {
        needMail();
        var sheet = Composition.sheet(newsletter, issue);
        var to = composition.sample(sheet, address(email));
        var envelope = new Envelope(new MailId(randomness.uuid()), language, newsletter.name(), clock.instant());
        try (var connection = mailQueue.impatientLine()) {
            connection.send(envelope, composition.test(sheet, to), to);
        } catch (NotDelivered refused) {
            throw Invalid.field("email", "not-delivered", refused.status());
        }
    }

    private void needMail() {
        if (!mailQueue.isOffered()) {
            throw new Conflict("mail-not-configured");
        }
    }

    private static String address(@Nullable String email) {
        var typed = Objects.requireNonNullElse(email, "");
        if (typed.isBlank()) {
            throw Invalid.field("email", "required");
        }
        return EmailAddress.parse(typed)
                .orElseThrow(() -> Invalid.field("email", "format"))
                .typed();
    }
}
