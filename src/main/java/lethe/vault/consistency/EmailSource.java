package lethe.vault.consistency;

import java.util.Collection;
import java.util.Map;
import lethe.platform.kernel.KeySlot;

/** What the vault asks of a room whose e-mails its directory leads to, to hold the two against each other. */
public interface EmailSource {
    /**
     * Normalised; in the caller's transaction and organisation.
     *
     * @param slots of which others are left out that are not this room's, or do not open
     */
    Map<KeySlot, String> under(Collection<KeySlot> slots);
}
