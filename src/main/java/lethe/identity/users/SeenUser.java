package lethe.identity.users;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import lethe.identity.users.InitialCredentials.Temporary;
import lethe.privacy.consent.ConsentEvidence.Attestation;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import org.jspecify.annotations.Nullable;

/**
 * A user with what belongs to one answer alone.
 *
 * @param consent what the creator attested; absent for the first admin, who was asked themselves
 * @param ownConsent what the person decided; only where one user is shown
 * @param temporaryPassword in the one answer that creates the user, when it was generated
 */
public record SeenUser(
        @JsonUnwrapped User.Present user,
        @Nullable Attestation consent,
        @Nullable OwnConsent ownConsent,
        @Nullable String temporaryPassword,
        @Nullable Instant temporaryPasswordExpiresAt)
        implements ShownUser {
    /** As in a list: without evidence. */
    static SeenUser of(User.Present user) {
        return with(user, null, null);
    }

    static SeenUser with(User.Present user, @Nullable Attestation attested, @Nullable OwnConsent own) {
        return new SeenUser(user, attested, own, null, null);
    }

    /** Just created: with the temporary password, where it was generated, and when it lapses. */
    static SeenUser created(User.Present user, @Nullable Attestation attested, Temporary secret) {
        return new SeenUser(user, attested, null, secret.generated(), secret.expiresAt());
    }

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "User[…]";
    }
}
