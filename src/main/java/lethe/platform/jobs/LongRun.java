package lethe.platform.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A long job that somebody prepares, starts, watches and may cancel. */
public interface LongRun {
    /** Whether nothing more is done: it is finished, or was cancelled. */
    boolean isOver();

    /** Why it was cancelled; absent unless it was. */
    @Nullable
    String stopped();

    /** Why one is cancelled. */
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

    /** When it came to be: the id tells. */
    static Instant begun(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** Of a hundred, rounded down. */
    static int percent(int settled, int all) {
        return all == 0 ? 0 : (int) (settled * 100L / all);
    }
}
