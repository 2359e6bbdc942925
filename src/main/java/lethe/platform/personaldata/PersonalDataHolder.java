package lethe.platform.personaldata;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.UserId;

/**
 * What every room that holds something of a person implements, so that a termination reaches it: Spring hands
 * {@link Termination} the list of them, and nobody keeps another.
 */
public interface PersonalDataHolder {
    /** Deletes what the room holds of the person, within the caller's transaction, and names it. */
    Erasure erase(UserId person);

    /**
     * Opens what the room keeps sealed, for nobody but the person whose it is (Art. 15); empty for what is not the room's,
     * and for hashes, which nobody is handed. What is not sealed is read as the inventory declares it.
     */
    default Optional<String> open(Sealed value) {
        return Optional.empty();
    }

    /**
     * A sealed value.
     *
     * @param row everything that is in its row: times, days and JSON as such, the rest as JDBC gives it
     */
    record Sealed(String table, String column, Map<String, Object> row) {
        public byte[] bytes() {
            return (byte[]) Objects.requireNonNull(row.get(column));
        }

        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Sealed[" + table + "." + column + "]";
        }
    }

    /**
     * What one room erased.
     *
     * @param holder the room
     * @param what the kinds of data, in the words of the receipt
     * @param slots the keys that are to be destroyed with it
     */
    record Erasure(String holder, List<String> what, List<KeySlot> slots) {}
}
