package lethe.verifier.checkpoints;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A trusted signer of notes: a name and an Ed25519 key.
 *
 * @param key in X.509 form; its last 32 bytes are the key in the form of RFC 8032
 */
public record Signer(String name, PublicKey key) {
    private static final byte ED25519 = 1;
    private static final int RAW = 32;

    /** The four bytes that identify the key in a signature line. */
    public int id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(ED25519);
            return ByteBuffer.wrap(digest.digest(raw())).getInt();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** C2SP's verifier key: {@code name+id+key}. */
    public String verifierKey() {
        var typed = ByteBuffer.allocate(1 + RAW).put(ED25519).put(raw()).array();
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    boolean signed(String text, byte[] signature) {
        return Ed25519.isSigned(key, text.getBytes(StandardCharsets.UTF_8), signature);
    }

    private byte[] raw() {
        var encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
    }
}
