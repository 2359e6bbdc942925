package lethe.messaging.mail;

import java.util.Optional;
import lethe.platform.kernel.UserId;

/** What mail needs to know about users. */
public interface RecipientLookup {
    /** A user's current name and address; empty once they are terminated. */
    Optional<MailRecipient> of(UserId person);
}
