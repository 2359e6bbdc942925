package lethe.partners.partners;

import java.util.Optional;
import lethe.platform.kernel.KeySlot;

/** Implemented by every room that stores data of partners, so that deletions include it. */
public interface PartnerData {
    /** Deletes the data within the caller's transaction, and returns the key to destroy. */
    Optional<KeySlot> erase(PartnerId id);
}
