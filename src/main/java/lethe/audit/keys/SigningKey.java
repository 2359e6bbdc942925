package lethe.audit.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import lethe.platform.requests.Rfc3339;
import lethe.verifier.checkpoints.Ed25519;
import lethe.verifier.checkpoints.KeyLink;

/**
 * An Ed25519 key (RFC 8032) of the processor.
 *
 * @param id {@code ed25519-} and the first eight bytes of the SHA-256 of the public key's X.509 form, in hex
 */
public record SigningKey(String id, PublicKey publicKey, PrivateKey privateKey) {
    static SigningKey generate() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(idOf(pair.getPublic().getEncoded()), pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** From the X.509 and PKCS #8 forms. */
    static SigningKey of(byte[] publicKey, byte[] privateKey) {
        try {
            var factory = KeyFactory.getInstance("Ed25519");
            return new SigningKey(
                    idOf(publicKey),
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("a signing key cannot be read", damaged);
        }
    }

    /** Its own statement, if it is the first key. */
    KeyLink first(Instant at) {
        return KeyLink.sign(id, publicKey, KeyLink.FIRST, Rfc3339.text(at), publicKey, this::sign);
    }

    /** The previous key's statement about it. */
    KeyLink after(SigningKey before, Instant at) {
        return KeyLink.sign(id, publicKey, before.id, Rfc3339.text(at), before.publicKey, before::sign);
    }

    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the two halves match. */
    boolean isWhole() {
        try {
            return Ed25519.isSigned(
                    publicKey, id.getBytes(StandardCharsets.UTF_8), sign(id.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalStateException noKey) {
            return false;
        }
    }

    /** Omits the private half. */
    @Override
    public String toString() {
        return id;
    }

    static String idOf(byte[] publicKey) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return "ed25519-" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
