package lethe.audit.keys;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import lethe.verifier.checkpoints.KeyLink;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the database under a key's id, whoever wrote it.
 *
 * @param row what its private half is sealed for
 * @param publicKey in base64
 * @param sealed the private half, in base64
 * @param note what the key before says of it
 */
record KeyRow(
        String id,
        UUID row,
        String publicKey,
        String sealed,
        Instant createdAt,
        @Nullable String note) {
    static final String LEFT_OUT = "";

    byte[] publicBytes() {
        return Base64.getDecoder().decode(publicKey);
    }

    byte[] sealedBytes() {
        return Base64.getDecoder().decode(sealed);
    }

    /** Empty where there is none, or it is about another key. */
    Optional<KeyLink> link() {
        return Optional.ofNullable(note)
                .flatMap(KeyLink::parse)
                .filter(link -> link.key().equals(id) && link.publicKey().equals(publicKey));
    }

    /** One of before there was a chain that has signed nothing: of no use, and no sign of a stranger. */
    boolean isLeftOut() {
        return LEFT_OUT.equals(note);
    }

    boolean isNamedByItsKey() {
        return id.equals(SigningKey.idOf(publicBytes()));
    }
}
