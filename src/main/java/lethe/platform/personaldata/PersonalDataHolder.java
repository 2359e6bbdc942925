package lethe.platform.personaldata;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.UserId;

/**
 * Implemented by every room that stores personal data, so that terminations reach it; Spring injects all implementations, so
 * there is no other list.
 */
public interface PersonalDataHolder {
    /**
     * Deletes what the room stores about the person, in the caller's transaction.
     *
     * @param trip sends the statements, together with those of the other rooms
     * @return what was deleted; call it once, after the trip, since it may send more statements
     */
    Supplier<Erasure> erase(RoundTrip trip, UserId person);

    /**
     * Decrypts a value that the room keeps sealed, only for the person it belongs to (Art. 15). Empty for values of other rooms,
     * and for hashes, which are never disclosed. Unsealed values are read as the inventory declares them.
     */
    default Optional<String> open(Sealed value) {
        return Optional.empty();
    }

    /**
     * A sealed value.
     *
     * @param row all columns of its row: times, dates and JSON in those types, others as JDBC returns them
     */
    record Sealed(String table, String column, Map<String, Object> row) {
        public byte[] bytes() {
            return (byte[]) Objects.requireNonNull(row.get(column));
        }

        /** Omits the values, for logs. */
        @Override
        public String toString() {
            return "Sealed[" + table + "." + column + "]";
        }
    }

    /**
     * What one room erased.
     *
     * @param holder the room
     * @param what the kinds of data, in the receipt's wording
     * @param slots the keys to destroy with it
     */
    record Erasure(String holder, List<String> what, List<KeySlot> slots) {}
}
