package lethe.messaging.delivery;

import java.util.Optional;
import java.util.UUID;

/**
 * What sending needs from the room that writes the issues. Every call is made in a transaction, in the organisation in
 * scope.
 */
public interface Campaigns {
    /** Locks a campaign that is to be sent now, so that it remains so until the transaction ends; otherwise empty. */
    Optional<Campaign> lock(UUID id);

    /** Whether it is still to be sent; asked before each mail. */
    boolean isSending(UUID id);

    /** All recipients in this organisation have been written to, as far as possible. */
    void done(Campaign campaign, DeliveryCounts counts);

    /**
     * Called before the recipients are deleted, after which sending cannot be resumed.
     *
     * @return false while it is being sent
     */
    boolean close(UUID id);
}
