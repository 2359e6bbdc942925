package lethe.mailings;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import lethe.kernel.Conflict;
import lethe.kernel.EmailAddress;
import lethe.kernel.Invalid;
import lethe.kernel.Randomness;
import lethe.mail.Line.Envelope;
import lethe.mail.MailId;
import lethe.mail.Mails;
import lethe.mail.NotDelivered;
import lethe.newsletters.Newsletter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An issue to an address that is typed for that, handed over at once and kept nowhere. */
@Component
class Sample {
    private final Composition composition;
    private final Mails mails;
    private final Randomness randomness;
    private final Clock clock;

    Sample(Composition composition, Mails mails, Randomness randomness, Clock clock) {
        this.composition = composition;
        this.mails = mails;
        this.randomness = randomness;
        this.clock = clock;
    }

    void send(Issue issue, Newsletter newsletter, @Nullable String email, Locale language) {
        if (!mails.isOffered()) {
            throw new Conflict("mail-not-configured");
        }
        var sheet = Composition.sheet(newsletter, issue);
        var to = composition.sample(sheet, address(email));
        var envelope = new Envelope(new MailId(randomness.uuid()), language, newsletter.name(), clock.instant());
        try (var line = mails.line()) {
            line.send(envelope, composition.test(sheet, to), to);
        } catch (NotDelivered refused) {
            throw Invalid.field("email", "not-delivered", refused.status());
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
