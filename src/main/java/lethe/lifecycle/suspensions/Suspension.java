package lethe.lifecycle.suspensions;

import java.time.Instant;
import lethe.platform.kernel.UserId;

/** A user's suspension: why, since when and by whom. */
public record Suspension(String reason, Instant at, UserId by) {
    /** Omits the reason, so it may be logged. */
    @Override
    public String toString() {
        return "Suspension[…]";
    }
}
