package lethe.signin.credentials;

import java.time.Instant;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import org.jspecify.annotations.Nullable;

/**
 * A link that lets a person in once.
 *
 * @param byMail whether only who reads the person's mail has it
 * @param issuedBy the admin who had it made; absent where that was no user
 */
public record OneTimeLink(
        UserId person,
        Purpose purpose,
        Instant expires,
        boolean byMail,
        @Nullable UserId issuedBy) {
    public enum Purpose {
        /** The first way in, for seven days. */
        FIRST,
        /** For a forgotten password. */
        RESET
    }

    /** A link that was just made: the one time its secret is known. */
    public record Issued(SecretToken token, Instant expiresAt) {}

    public boolean isInForce(Instant now) {
        return expires.isAfter(now);
    }
}
