package lethe.lifecycle.reviews;

import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What became of somebody in a review.
 *
 * @param why they were left out, as a code; absent unless they were
 */
public record ReviewedUser(
        UserId id, Outcome outcome, @Nullable String why) {
    public enum Outcome {
        WAITING,
        DONE,
        LEFT_OUT
    }
}
