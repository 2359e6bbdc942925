package lethe.vault.vault;

import java.util.Collection;
import java.util.Set;
import lethe.platform.kernel.KeySlot;

/**
 * Implemented by rooms that store e-mails of future users, each sealed under its own key. The first user created with
 * that e-mail takes over its key, so that both are forgotten together.
 */
public interface EmailClaimHolder {
    /** Gives up the room's e-mails under any of these keys, in the caller's transaction; returns their keys. */
    Set<KeySlot> giveUp(Collection<KeySlot> slots);
}
