package lethe.messaging.delivery;

import java.util.Locale;
import java.util.UUID;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.newsletters.Unsubscribe;
import lethe.platform.kernel.NewsletterId;

/**
 * What is sent to whoever is subscribed, in the organisation in scope.
 *
 * @param round how often its sending was begun: those that failed in one round are tried again in the next
 */
public record Campaign(UUID id, NewsletterId newsletter, int round, Locale language, Wording wording) {
    /** Makes the mail for somebody; called in a transaction. */
    @FunctionalInterface
    public interface Wording {
        MailContent write(MailRecipient to, Unsubscribe way);
    }
}
