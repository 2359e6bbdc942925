package lethe.messaging.newsletters;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of a newsletter: absent parts stay.
 *
 * @param version the one that the change was made on; absent: whatever it is now
 * @param correction whoever changes it says that it is about the same and comes as often, so that choices stay
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

    /** Nothing that was typed, for logs. */
    @Override
    public String toString() {
        return "NewsletterChange[…]";
    }
}
