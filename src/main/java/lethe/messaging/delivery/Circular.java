package lethe.messaging.delivery;

import java.util.Locale;
import java.util.UUID;
import lethe.messaging.mail.Addressee;
import lethe.messaging.mail.Letter;
import lethe.messaging.newsletters.Unsubscribe;
import lethe.platform.kernel.NewsletterId;

/**
 * What is sent to whoever is subscribed, in the organisation in scope.
 *
 * @param round how often its sending was begun: those that failed in one round are tried again in the next
 */
public record Circular(UUID id, NewsletterId newsletter, int round, Locale language, Wording wording) {
    /** Makes the mail for somebody; called in a transaction. */
    @FunctionalInterface
    public interface Wording {
        Letter write(Addressee to, Unsubscribe way);
    }
}
