package lethe.vault.vault;

import java.util.Collection;
import java.util.Set;
import lethe.platform.kernel.KeySlot;

/**
 * What the vault asks of a room that holds e-mails of people who are not here yet, each sealed under a key of its own:
 * whoever claims the e-mail meanwhile is that person, and the key becomes theirs, so that it is forgotten with them.
 */
public interface EmailClaimHolder {
    /** Gives up, within the caller's transaction, what it holds under any of these keys; answers under which. */
    Set<KeySlot> giveUp(Collection<KeySlot> slots);
}
