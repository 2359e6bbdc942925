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

/** An issue before it is sent: to whoever writes it, or to an address that is typed for that. */
@Component
public class SampleRecipient {
    private final Composition composition;
    private final MailQueue mails;
    private final Randomness randomness;
    private final Clock clock;

    SampleRecipient(Composition composition, MailQueue mails, Randomness randomness, Clock clock) {
        this.composition = composition;
        this.mails = mails;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** As soon as can be, within the caller's transaction. */
    public void queue(Issue issue, UserId writer, Locale language) {
        needMail();
        mails.queue(new Mail.Order(writer, TestLetter.KIND, language, issue.id(), null));
    }

    /** Handed over immediately; the address is kept nowhere. */
    public void send(Issue issue, Newsletter newsletter, @Nullable String email, Locale language) {
        needMail();
        var sheet = Composition.sheet(newsletter, issue);
        var to = composition.sample(sheet, address(email));
        var envelope = new Envelope(new MailId(randomness.uuid()), language, newsletter.name(), clock.instant());
        try (var line = mails.impatientLine()) {
            line.send(envelope, composition.test(sheet, to), to);
        } catch (NotDelivered refused) {
            throw Invalid.field("email", "not-delivered", refused.status());
        }
    }

    private void needMail() {
        if (!mails.isOffered()) {
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
