package lethe.partners.partners;

import java.util.Optional;
import lethe.platform.kernel.KeySlot;

/** What a room implements that holds something of partners, so that a deletion reaches it. */
public interface PartnerData {
    /** Deletes it, within the caller's transaction; answers the key that is to be destroyed with it. */
    Optional<KeySlot> erase(PartnerId id);
}
