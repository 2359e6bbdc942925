package lethe.messaging.newsletters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import org.jspecify.annotations.Nullable;

/**
 * A newsletter and what somebody chose about it.
 *
 * @param since when they chose to be sent it; absent where they did not
 * @param ended how an earlier choice ended; absent where there was none, or it stands
 */
public record Subscription(
        @JsonUnwrapped Newsletter newsletter,
        boolean subscribed,
        @Nullable Instant since,
        @JsonIgnore @Nullable Way ended) {
    /** Whether it ended although the person did not end it, which they may want to hear of. */
    public boolean lapsed() {
        return ended == Way.CHANGED;
    }
}
