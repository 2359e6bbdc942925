package lethe.vault.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lethe.vault.keyfile.KeyWrap;

/**
 * Seals values with AES-256-GCM, under a key derived by HKDF-SHA256 (RFC 5869) from a person's key and their organisation's.
 *
 * <p>A sealed value consists of a format byte, a nonce of 96 random bits, and the ciphertext of length, value and padding: to 64
 * bytes, then to multiples of 32, so that its length reveals little.
 */
final class Seal {
    static final int KEY = 32;
    static final int NONCE = 12;
    private static final byte FORMAT = 1;
    private static final int TAG_BITS = 128;
    private static final int LEAST = 64;
    private static final int STEP = 32;
    private static final byte[] PERSON = "lethe person".getBytes(StandardCharsets.UTF_8);

    private Seal() {}

    static byte[] close(SecretKey key, byte[] bound, byte[] nonce, byte[] clear) {
        var sealed = gcm(Cipher.ENCRYPT_MODE, key, bound, nonce, padded(clear));
        return ByteBuffer.allocate(1 + NONCE + sealed.length)
                .put(FORMAT)
                .put(nonce)
                .put(sealed)
                .array();
    }

    static byte[] open(SecretKey key, byte[] bound, byte[] sealed) {
        if (sealed.length < 1 + NONCE || sealed[0] != FORMAT) {
            throw new IllegalArgumentException("not a sealed value");
        }
        var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
        var padded = gcm(Cipher.DECRYPT_MODE, key, bound, nonce, Arrays.copyOfRange(sealed, 1 + NONCE, sealed.length));
        return Arrays.copyOfRange(
                padded, Integer.BYTES, Integer.BYTES + ByteBuffer.wrap(padded).getInt());
    }

    /** Allows comparing texts for equality, but only with the key. */
    static byte[] fingerprint(SecretKey key, String purpose, String text) {
        var message = ("lethe " + purpose + '\0' + text).getBytes(StandardCharsets.UTF_8);
        return KeyWrap.hmac(key, message).array();
    }

    /**
     * The associated data that ties a value to its context; each text is preceded by its length, so that no two contexts
     * coincide.
     */
    static byte[] bound(long slot, UUID organisation, SealContext context) {
        var table = context.table().getBytes(StandardCharsets.UTF_8);
        var column = context.column().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 * Long.BYTES + 2 * Integer.BYTES + table.length + column.length)
                .putLong(slot)
                .putLong(organisation.getMostSignificantBits())
                .putLong(organisation.getLeastSignificantBits())
                .putInt(table.length)
                .put(table)
                .putInt(column.length)
                .put(column)
                .putLong(context.row().getMostSignificantBits())
                .putLong(context.row().getLeastSignificantBits())
                .array();
    }

    /** Lost if either of the two keys is destroyed. */
    static SecretKey personKey(SecretKey slot, SecretKey organisation) {
        try {
            var both = HKDFParameterSpec.ofExtract()
                    .addIKM(slot)
                    .addSalt(organisation)
                    .thenExpand(PERSON, KEY);
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", both);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] gcm(int mode, SecretKey key, byte[] bound, byte[] nonce, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(input);
        } catch (AEADBadTagException elsewhere) {
            throw new IllegalArgumentException("the sealed value does not belong to this context", elsewhere);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] padded(byte[] clear) {
        var length = Integer.BYTES + clear.length;
        var room = length <= LEAST ? LEAST : (length + STEP - 1) / STEP * STEP;
        return ByteBuffer.allocate(room).putInt(clear.length).put(clear).array();
    }
}
