package lethe.lifecycle.reviews;

import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A user's result in a review.
 *
 * @param why a code for why they were left out; null unless they were
 */
public record ReviewedUser(
        UserId id, Outcome outcome, @Nullable String why) {
    public enum Outcome {
        WAITING,
        DONE,
        LEFT_OUT
    }
}
