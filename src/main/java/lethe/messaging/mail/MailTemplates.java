package lethe.messaging.mail;

import java.time.Duration;
import java.util.Optional;

/**
 * What a room that sends mails of a kind implements; Spring hands {@link Outbox} all of them. Every call is made in a
 * transaction, in the organisation of the mail.
 */
public interface MailTemplates {
    /** The kind: lower-case letters and hyphens. */
    String kind();

    /** What the mail says, made again at each attempt; empty when there is no reason left to send it. */
    Optional<MailContent> write(Mail mail, MailRecipient to);

    /** To whom it goes, if not to where the person is written to now; empty when there is nobody left. */
    default Optional<MailRecipient> addressee(Mail mail, RecipientLookup addresses) {
        return addresses.of(mail.person());
    }

    /** For how long it is tried. */
    default Duration patience() {
        return Duration.ofDays(2);
    }

    /** The mail was sent, given up, or had no reason left. */
    default void done(Mail mail) {}
}
