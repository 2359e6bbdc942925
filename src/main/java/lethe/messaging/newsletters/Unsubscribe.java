package lethe.messaging.newsletters;

/**
 * The unsubscribe link in a mail: {@code GET} shows a page, {@code POST} unsubscribes without a sign-in (RFC 8058).
 *
 * @param url absolute; contains the user's secret, which must not be logged
 */
public record Unsubscribe(String url) {
    /** Omits the secret. */
    @Override
    public String toString() {
        return "Unsubscribe[…]";
    }
}
