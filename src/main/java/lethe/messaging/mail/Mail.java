package lethe.messaging.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A queued mail: its recipient and kind, never its content.
 *
 * @param about what it is about, as its kind defines it, such as the ID of an issue
 * @param secret of the link in it; sealed in the database
 * @param handedOver whether it was handed to a server that never answered
 */
public record Mail(
        MailId id,
        OrganisationId organisation,
        UserId person,
        String kind,
        Locale language,
        @Nullable UUID about,
        @Nullable String secret,
        Instant queuedAt,
        int attempts,
        boolean handedOver) {
    /** Omits the secret. */
    @Override
    public String toString() {
        return "Mail[" + id + " " + kind + "]";
    }

    /** A request to send a mail. */
    public record Order(
            UserId person,
            String kind,
            Locale language,
            @Nullable UUID about,
            @Nullable String secret) {
        /** Omits the secret. */
        @Override
        public String toString() {
            return "Order[" + person + " " + kind + "]";
        }
    }
}
