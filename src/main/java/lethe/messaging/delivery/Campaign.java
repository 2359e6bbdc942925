package lethe.messaging.delivery;

import java.util.Locale;
import java.util.UUID;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.newsletters.Unsubscribe;
import lethe.platform.kernel.NewsletterId;

/**
 * A newsletter mail to all subscribers, in the organisation in scope.
 *
 * @param round how many times sending was started; mails that failed in one round are tried again in the next
 */
public record Campaign(UUID id, NewsletterId newsletter, int round, Locale language, Wording wording) {
    /** Writes the mail to one recipient; called in a transaction. */
    @FunctionalInterface
    public interface Wording {
        MailContent write(MailRecipient to, Unsubscribe way);
    }
}
