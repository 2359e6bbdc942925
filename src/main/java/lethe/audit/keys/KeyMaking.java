package lethe.audit.keys;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import lethe.platform.kernel.Randomness;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import lethe.verifier.checkpoints.KeyLink;
import org.springframework.stereotype.Component;

/** Generates keys and opens their private halves, which are sealed under the installation's key. */
@Component
class KeyMaking {
    private final KeyStore store;
    private final Vault vault;
    private final Clock clock;
    private final Randomness randomness;

    KeyMaking(KeyStore store, Vault vault, Clock clock, Randomness randomness) {
        this.store = store;
        this.vault = vault;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** Both halves of a row; empty if they do not match, or if the private half was not sealed here for this row. */
    Optional<SigningKey> open(KeyRow row) {
        return reopen(row).filter(SigningKey::isWhole);
    }

    /**
     * Like {@link #open}, for a row that has been opened before: whether both halves match cannot have changed since, and
     * finding out costs as much as two signatures.
     */
    Optional<SigningKey> reopen(KeyRow row) {
        try {
            return Optional.of(row)
                    .filter(KeyRow::isNamedByItsKey)
                    .map(named -> SigningKey.of(
                            named.publicBytes(), vault.openForInstallation(place(named.row()), named.sealedBytes())));
        } catch (IllegalArgumentException | IllegalStateException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Generates a key and its link, which is computed from the key and the time; both are stored in the caller's transaction.
     */
    SigningKey make(BiFunction<SigningKey, Instant, KeyLink> link) {
        var key = SigningKey.generate();
        var row = randomness.uuid();
        var now = clock.instant();
        var sealed = vault.sealForInstallation(place(row), key.privateKey().getEncoded());
        store.insert(new KeyRow(key.id(), row, base64(key.publicKey().getEncoded()), base64(sealed), now, null));
        store.insert(link.apply(key, now));
        return key;
    }

    private static SealContext place(UUID row) {
        return new SealContext("signing_key", "private_key", row);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
