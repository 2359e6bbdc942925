package lethe.messaging.newsletters;

/**
 * What a page shows of a newsletter.
 *
 * @param words those that a yes agrees to
 */
public record Offered(Subscription choice, String words) {
    /** What a form sends for it. */
    public NewsletterOffer offer() {
        return new NewsletterOffer(choice.newsletter().id(), choice.newsletter().version());
    }
}
