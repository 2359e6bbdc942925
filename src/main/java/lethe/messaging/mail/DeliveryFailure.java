package lethe.messaging.mail;

import org.jspecify.annotations.Nullable;

/**
 * The only data kept about a mail that was not delivered.
 *
 * @param status reply code of RFC 5321; 0 if no server answered
 * @param enhanced status code of RFC 3463, if the server gave one
 */
public record DeliveryFailure(
        Reason reason, int status, @Nullable String enhanced) {
    /** Such as {@code SMTP 550 5.1.1}; empty if no server answered. */
    public String code() {
        return status == 0 ? "" : "SMTP " + status + (enhanced == null ? "" : " " + enhanced);
    }

    /** A space and the {@link #code} in brackets; empty if no server answered. */
    public String inBrackets() {
        return status == 0 ? "" : " (" + code() + ")";
    }

    @Override
    public String toString() {
        return status == 0 ? reason.toString() : code();
    }
}
