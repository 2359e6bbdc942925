package lethe.messaging.newsletters;

/**
 * What a page shows of a newsletter.
 *
 * @param words the text that subscribers agree to
 */
public record Offered(Subscription choice, String words) {
    /** The value for the form. */
    public NewsletterOffer offer() {
        return new NewsletterOffer(choice.newsletter().id(), choice.newsletter().version());
    }
}
