package lethe.audit.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * The public half of a signing key.
 *
 * @param id {@code ed25519-} and the first eight bytes of the SHA-256 of the public key's X.509 form, in hex
 * @param publicKey that form (SubjectPublicKeyInfo, 44 bytes), in base64
 * @param current whether it makes new signatures
 * @param link the previous key's statement about it, as a signed note; the first key's is its own
 */
public record PublishedKey(String id, String publicKey, Instant createdAt, boolean current, String link) {
    static PublishedKey of(KeyChain.Link link, boolean current) {
        return new PublishedKey(
                link.key().id(),
                link.row().publicKey(),
                Instant.parse(link.says().at()),
                current,
                link.says().toString());
    }

    public PublicKey decoded() {
        try {
            var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey));
            return KeyFactory.getInstance("Ed25519").generatePublic(encoded);
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("a signing key cannot be read", damaged);
        }
    }
}
