package lethe.signin.credentials;

import java.time.Instant;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import org.jspecify.annotations.Nullable;

/**
 * A link that signs a user in once.
 *
 * @param byMail whether it was sent only to the user's mailbox
 * @param issuedBy the administrator who issued it; null if no user did
 */
public record OneTimeLink(
        UserId person,
        Purpose purpose,
        Instant expires,
        boolean byMail,
        @Nullable UserId issuedBy) {
    public enum Purpose {
        /** The first sign-in; valid for the retention period of first secrets. */
        FIRST,
        /** For a forgotten password. */
        RESET
    }

    /** A new link; its secret is known only now. */
    public record Issued(SecretToken token, Instant expiresAt) {}

    public boolean isInForce(Instant now) {
        return expires.isAfter(now);
    }
}
