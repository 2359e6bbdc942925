package lethe.messaging.delivery;

import java.util.Optional;
import java.util.UUID;

/** What sending asks of the room that writes; every call is made in a transaction, in the organisation in scope. */
public interface Campaigns {
    /** Empty unless it is to be sent now, which it then is until the transaction ends. */
    Optional<Campaign> lock(UUID id);

    /** Whether it still is to be sent; asked before each mail. */
    boolean isSending(UUID id);

    /** Everybody in this organisation was written to, as far as that is possible. */
    void done(Campaign circular, DeliveryCounts tally);

    /** Who got it is not kept any longer, so that it cannot be gone on with; false while it is still being sent. */
    boolean close(UUID id);
}
