package lethe.platform.personaldata;

import java.time.Instant;
import lethe.platform.kernel.EntryId;
import org.jspecify.annotations.Nullable;

/**
 * Implemented by each room for each kind of data with a retention period; Spring injects all implementations, so there is no
 * other list. Calls run in a transaction, in the scope of the organisation.
 */
public interface ExpiringData {
    DataCategory kind();

    /**
     * Deletes expired data, oldest first. Called repeatedly until it deletes fewer than {@code most}; two nodes may call it
     * concurrently.
     *
     * @return the number deleted, which the audit log records in the same transaction
     */
    int expire(RetentionPeriod period, int most);

    /** What expires next. */
    Coming coming(RetentionPeriod period);

    /** Receives the entry with the number deleted, for rooms that must refer to it. */
    default void recorded(EntryId entry) {}

    /** The most that one transaction deletes. */
    default int batch() {
        return 500;
    }

    /**
     * @param first when the next expires; absent if there is none
     * @param soon how many expire within the next two weeks
     */
    record Coming(@Nullable Instant first, long soon) {
        public static final Coming NOTHING = new Coming(null, 0);

        /** Combines two sorts of data of the same kind. */
        public Coming and(Coming other) {
            return new Coming(earlier(first, other.first), soon + other.soon);
        }

        private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
            return one == null || other != null && other.isBefore(one) ? other : one;
        }
    }
}
