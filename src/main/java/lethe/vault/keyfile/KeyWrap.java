package lethe.vault.keyfile;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Wraps keys under other keys by AES-KW (RFC 3394), and computes HMAC-SHA256. */
public final class KeyWrap {
    public static final int KEY = 32;
    public static final int WRAPPED = 40;

    private KeyWrap() {}

    public static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    public static byte[] wrap(SecretKey under, SecretKey key) {
        try {
            var cipher = Cipher.getInstance("AES/KW/NoPadding");
            cipher.init(Cipher.WRAP_MODE, under);
            return cipher.wrap(key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Throws if the wrapping key is wrong, which AES-KW detects. */
    public static SecretKey unwrap(SecretKey under, byte[] wrapped) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/KW/NoPadding");
        cipher.init(Cipher.UNWRAP_MODE, under);
        return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
    }

    public static ByteBuffer hmac(SecretKey key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(message));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
