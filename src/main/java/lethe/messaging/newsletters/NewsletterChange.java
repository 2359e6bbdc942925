package lethe.messaging.newsletters;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change to a newsletter; absent parts do not change.
 *
 * @param version on which the change was based; absent: the current one
 * @param correction the publisher's statement that subject and frequency stay the same, so that choices stay valid
 */
public record NewsletterChange(
        @Nullable String name,
        @Nullable String about,
        @Nullable String frequency,
        @Nullable Long version,
        @Nullable Boolean correction) {
    public Newsletter on(Newsletter before) {
        return new NewNewsletter(
                        Objects.requireNonNullElse(name, before.name()),
                        Objects.requireNonNullElse(about, before.about()),
                        Objects.requireNonNullElse(frequency, before.frequency()))
                .checked(before.id(), before.publisher(), before.version() + 1);
    }

    public boolean isOutdated(Newsletter now) {
        return version != null && version != now.version();
    }

    public boolean isCorrection() {
        return Objects.requireNonNullElse(correction, false);
    }

    /** Omits the input, for logs. */
    @Override
    public String toString() {
        return "NewsletterChange[…]";
    }
}
