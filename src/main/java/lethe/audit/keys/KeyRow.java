package lethe.audit.keys;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import lethe.verifier.checkpoints.KeyLink;
import org.jspecify.annotations.Nullable;

/**
 * A stored key; the row may have been forged.
 *
 * @param row the ID for which the private half is sealed
 * @param publicKey in base64
 * @param sealed the private half, in base64
 * @param note the previous key's statement about it
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

    /** Empty if there is no link, or if it is about another key. */
    Optional<KeyLink> link() {
        return Optional.ofNullable(note)
                .flatMap(KeyLink::parse)
                .filter(link -> link.key().equals(id) && link.publicKey().equals(publicKey));
    }

    /** Excluded when the chain began, because it had signed nothing: not used, but no sign of tampering either. */
    boolean isLeftOut() {
        return LEFT_OUT.equals(note);
    }

    boolean isNamedByItsKey() {
        return id.equals(SigningKey.idOf(publicBytes()));
    }
}
