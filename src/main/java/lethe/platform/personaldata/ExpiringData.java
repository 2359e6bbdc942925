package lethe.platform.personaldata;

import java.time.Instant;
import lethe.platform.kernel.EntryId;
import org.jspecify.annotations.Nullable;

/**
 * What a room implements for each kind of data that it keeps for a time: Spring hands {@link Runs} all of them, and nobody
 * keeps another list. All calls come in a transaction, in the scope of the organisation.
 */
public interface ExpiringData {
    DataCategory kind();

    /**
     * Removes what is over, the oldest first. Called again until there is less than that left; two nodes may call at once.
     *
     * @return how many were removed; the audit log will say so in the same transaction
     */
    int expire(RetentionPeriod limit, int most);

    /** What will be over next. */
    Coming coming(RetentionPeriod limit);

    /** The entry that says how many were removed, for whoever has to refer to it. */
    default void recorded(EntryId entry) {}

    /** How many in one transaction. */
    default int batch() {
        return 500;
    }

    /**
     * @param first when the next is over; absent where there is none
     * @param soon how many are within the next two weeks
     */
    record Coming(@Nullable Instant first, long soon) {
        public static final Coming NOTHING = new Coming(null, 0);

        /** Of two sorts of the same kind. */
        public Coming and(Coming other) {
            return new Coming(earlier(first, other.first), soon + other.soon);
        }

        private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
            return one == null || other != null && other.isBefore(one) ? other : one;
        }
    }
}
