package lethe.lifecycle.suspensions;

import java.time.Instant;
import lethe.platform.kernel.UserId;

/** That somebody is shut out: why, since when, and by whom. */
public record Suspension(String reason, Instant at, UserId by) {
    /** Nothing that was typed, for logs. */
    @Override
    public String toString() {
        return "Suspension[…]";
    }
}
