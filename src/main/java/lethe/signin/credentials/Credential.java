package lethe.signin.credentials;

import java.time.Instant;
import java.util.Optional;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;

/**
 * How a person signs in, unsealed for the moment it is needed.
 *
 * @param password Argon2id hash of the password they chose
 * @param first the temporary password, until one is chosen
 * @param choosePassword whether they must choose one before anything else
 * @param version counts the changes: what was checked against an earlier one is checked no more
 */
public record Credential(
        OrganisationId organisation,
        UserId person,
        KeySlot slot,
        Optional<String> password,
        Optional<First> first,
        boolean choosePassword,
        int version) {
    /** @param hash {@code sha256:…} of one that we generated (160 bits), else Argon2id */
    record First(String hash, Instant expires) {}

    Optional<First> firstInForce(Instant now) {
        return first.filter(secret -> secret.expires().isAfter(now));
    }
}
