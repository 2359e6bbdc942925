package lethe.messaging.mail;

import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a mail that was not delivered.
 *
 * @param status of RFC 5321, 0 where no server answered
 * @param enhanced of RFC 3463, where the server gave one
 */
public record DeliveryFailure(
        Reason reason, int status, @Nullable String enhanced) {
    /** {@code SMTP 550 5.1.1}; empty where no server answered. */
    public String code() {
        return status == 0 ? "" : "SMTP " + status + (enhanced == null ? "" : " " + enhanced);
    }

    /** The same behind a word; empty where no server answered. */
    public String inBrackets() {
        return status == 0 ? "" : " (" + code() + ")";
    }

    @Override
    public String toString() {
        return status == 0 ? reason.toString() : code();
    }
}
