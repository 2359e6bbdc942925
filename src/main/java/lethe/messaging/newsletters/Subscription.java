package lethe.messaging.newsletters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import org.jspecify.annotations.Nullable;

/**
 * A newsletter and a user's choice.
 *
 * @param since when they subscribed; absent unless they are subscribed
 * @param ended how an earlier choice ended; absent if there was none, or it counts
 */
public record Subscription(
        @JsonUnwrapped Newsletter newsletter,
        boolean subscribed,
        @Nullable Instant since,
        @JsonIgnore @Nullable Way ended) {
    /** Whether the choice ended without the user, who may want to know. */
    public boolean lapsed() {
        return ended == Way.CHANGED;
    }
}
