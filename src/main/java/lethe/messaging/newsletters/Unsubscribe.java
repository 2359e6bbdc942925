package lethe.messaging.newsletters;

/**
 * The way out that stands in a mail: one address, at which a page answers {@code GET}, and which {@code POST} unsubscribes
 * without a sign-in (RFC 8058).
 *
 * @param url absolute; a secret of the person's, which must not come to stand in a log
 */
public record Unsubscribe(String url) {
    /** Never the secret. */
    @Override
    public String toString() {
        return "Unsubscribe[…]";
    }
}
