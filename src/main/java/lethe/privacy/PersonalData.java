package lethe.privacy;

import java.util.List;
import lethe.kernel.UserId;
import lethe.vault.Slot;

/**
 * What every room that holds something of a person implements, so that a termination reaches it: Spring hands
 * {@link Termination} the list of them, and nobody keeps another.
 */
public interface PersonalData {
    /** Deletes what the room holds of the person, within the caller's transaction, and names it. */
    Erasure erase(UserId person);

    /**
     * What one room erased.
     *
     * @param holder the room
     * @param what the kinds of data, in the words of the receipt
     * @param slots the keys that are to be destroyed with it
     */
    record Erasure(String holder, List<String> what, List<Slot> slots) {}
}
