package lethe.signin.credentials;

import java.time.Instant;
import java.util.Optional;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;

/**
 * A user's sign-in secrets, decrypted while they are needed.
 *
 * @param password Argon2id hash of the password the user set
 * @param first the temporary password, until the user sets their own
 * @param choosePassword whether the user must set a password before anything else
 * @param version incremented by every change, so that a check against an older version does not count
 */
public record Credential(
        OrganisationId organisation,
        UserId person,
        KeySlot slot,
        Optional<String> password,
        Optional<First> first,
        boolean choosePassword,
        int version) {
    /** @param hash {@code sha256:…} of a generated secret (160 bits), otherwise Argon2id */
    record First(String hash, Instant expires) {}

    Optional<First> firstInForce(Instant now) {
        return first.filter(secret -> secret.expires().isAfter(now));
    }
}
