package lethe.messaging.mail;

import java.time.Duration;
import java.util.Optional;

/**
 * Writes the mails of one kind. Each room that sends mail implements this, and Spring passes all implementations to
 * {@link Outbox}. Every call is made in a transaction, in the organisation of the mail.
 */
public interface MailTemplates {
    /** The kind: lower-case letters and hyphens. */
    String kind();

    /** The content, written again for each attempt; empty if there is no longer a reason to send the mail. */
    Optional<MailContent> write(Mail mail, MailRecipient to);

    /** The recipient, if other than the user's current address; empty if there is none any more. */
    default Optional<MailRecipient> addressee(Mail mail, RecipientLookup recipients) {
        return recipients.of(mail.person());
    }

    /** How long delivery is tried. */
    default Duration patience() {
        return Duration.ofDays(2);
    }

    /** Called when the mail was sent or given up, or when there was no reason left to send it. */
    default void done(Mail mail) {}
}
