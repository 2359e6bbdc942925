package lethe.messaging.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A mail that waits: for whom it is and of which kind, and nothing of what will stand in it.
 *
 * @param about what it is about, in the words of its kind; an issue of a newsletter, say
 * @param secret of the link in it; sealed where it is kept
 * @param handedOver whether a server was handed it and never answered
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
    /** Never the secret. */
    @Override
    public String toString() {
        return "Mail[" + id + " " + kind + "]";
    }

    /** What a room asks to be sent. */
    public record Order(
            UserId person,
            String kind,
            Locale language,
            @Nullable UUID about,
            @Nullable String secret) {
        /** Never the secret. */
        @Override
        public String toString() {
            return "Order[" + person + " " + kind + "]";
        }
    }
}
