package lethe.vault.consistency;

import java.util.Collection;
import java.util.Map;
import lethe.platform.kernel.KeySlot;

/** Implemented by rooms whose e-mails are in the vault's index, so that the consistency check can compare them. */
public interface EmailSource {
    /**
     * The normalised e-mails by slot, in the caller's transaction and organisation.
     *
     * @param slots those of other rooms, and those that do not open, are missing from the result
     */
    Map<KeySlot, String> under(Collection<KeySlot> slots);
}
