package lethe.messaging.newsletters;

import java.util.Optional;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.NewsletterId;

/** A newsletter in a form, with the version of the words that were shown. */
public record NewsletterOffer(NewsletterId newsletter, long version) {
    private static final char BETWEEN = '-';

    /** Refuses text that none of our forms sends with 400 {@code newsletter}. */
    public static NewsletterOffer parse(String text) {
        var end = text.lastIndexOf(BETWEEN);
        if (end < 0) {
            throw BadRequest.parameter("newsletter");
        }
        return NewsletterId.parse(text.substring(0, end))
                .flatMap(id -> version(text.substring(end + 1)).map(version -> new NewsletterOffer(id, version)))
                .orElseThrow(() -> BadRequest.parameter("newsletter"));
    }

    @Override
    public String toString() {
        return newsletter.toString() + BETWEEN + version;
    }

    private static Optional<Long> version(String digits) {
        return digits.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }
}
