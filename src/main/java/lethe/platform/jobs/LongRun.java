package lethe.platform.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A long job that a user prepares, starts, watches and can cancel. */
public interface LongRun {
    /** Whether it has finished or was cancelled. */
    boolean isOver();

    /** The reason for the cancellation; absent otherwise. */
    @Nullable
    String stopped();

    /** Reasons for a cancellation. */
    enum Stop {
        BY_HAND("by-hand"),
        INTERRUPTED("interrupted"),
        EXPIRED("expired"),
        RIGHTS_LOST("rights-lost");

        private final String code;

        Stop(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** When it was created, as encoded in the ID. */
    static Instant begun(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The percentage, rounded down. */
    static int percent(int settled, int all) {
        return all == 0 ? 0 : (int) (settled * 100L / all);
    }
}
