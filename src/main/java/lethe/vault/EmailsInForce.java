package lethe.vault;

import java.util.Collection;
import java.util.Map;

/** What the vault asks of the room whose e-mails its directory leads to. */
public interface EmailsInForce {
    /** Normalised, by the slots under which they are sealed; within the caller's organisation and transaction. */
    Map<Slot, String> under(Collection<Slot> slots);
}
