package lethe.messaging.mail;

import java.util.Optional;
import lethe.platform.kernel.UserId;

/** What mail asks of the room that knows people. */
public interface RecipientLookup {
    /** Where a person is written to now; empty once they are terminated. */
    Optional<MailRecipient> of(UserId person);
}
