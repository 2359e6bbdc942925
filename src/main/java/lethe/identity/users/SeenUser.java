package lethe.identity.users;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import lethe.identity.users.InitialCredentials.Temporary;
import lethe.privacy.consent.ConsentEvidence.Attestation;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import org.jspecify.annotations.Nullable;

/**
 * A user with details that only some responses contain.
 *
 * @param consent what the creator attested; absent for the first administrator, who was asked directly
 * @param ownConsent what the user decided; only if one user is shown
 * @param temporaryPassword only in the response that creates the user, if it was generated
 */
public record SeenUser(
        @JsonUnwrapped User.Present user,
        @Nullable Attestation consent,
        @Nullable OwnConsent ownConsent,
        @Nullable String temporaryPassword,
        @Nullable Instant temporaryPasswordExpiresAt)
        implements ShownUser {
    /** Without evidence, for lists. */
    static SeenUser of(User.Present user) {
        return with(user, null, null);
    }

    static SeenUser with(User.Present user, @Nullable Attestation attested, @Nullable OwnConsent own) {
        return new SeenUser(user, attested, own, null, null);
    }

    /** Just created: with the temporary password, if it was generated, and when it expires. */
    static SeenUser created(User.Present user, @Nullable Attestation attested, Temporary secret) {
        return new SeenUser(user, attested, null, secret.generated(), secret.expiresAt());
    }

    /** Omits all personal data, for logs. */
    @Override
    public String toString() {
        return "User[…]";
    }
}
