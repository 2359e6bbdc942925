package lethe.verifier.checkpoints;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Checks others' keys and signatures (RFC 8032), accepting only one encoding of each. Points of small order are not accepted as
 * keys, because signatures that match every message can be forged under them.
 */
public final class Ed25519 {
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int RAW = 32;
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ORDER_8 =
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);
    /** The y coordinates of the eight points whose order divides the cofactor; a point and its negative share theirs. */
    private static final Set<BigInteger> SMALL_ORDER =
            Set.of(BigInteger.ZERO, BigInteger.ONE, PRIME.subtract(BigInteger.ONE), ORDER_8, PRIME.subtract(ORDER_8));

    private Ed25519() {}

    /** From the 44 bytes of the X.509 form, or the 32 bytes of RFC 8032. */
    public static PublicKey key(byte[] bytes) throws InvalidKeyException {
        var encoded = bytes.length == RAW ? joined(bytes) : bytes;
        if (!isGood(encoded)) {
            throw new InvalidKeyException("no Ed25519 key in its one form, or a point of small order");
        }
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException noPoint) {
            throw new InvalidKeyException(noPoint);
        }
    }

    /** Whether the key signed the message; always false for a key that {@link #key} would refuse. */
    public static boolean isSigned(PublicKey key, byte[] message, byte[] signature) {
        try {
            var check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(message);
            return isGood(key.getEncoded()) && check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static boolean isGood(byte[] encoded) {
        if (encoded.length == X509.length + RAW && Arrays.equals(encoded, 0, X509.length, X509, 0, X509.length)) {
            var y = y(encoded);
            return y.compareTo(PRIME) < 0 && !SMALL_ORDER.contains(y);
        } else {
            return false;
        }
    }

    /** The last 32 bytes, in little-endian order; the highest bit is the sign of x. */
    private static BigInteger y(byte[] encoded) {
        var bytes = new byte[RAW];
        for (var place = 0; place < RAW; place++) {
            bytes[place] = encoded[encoded.length - 1 - place];
        }
        return new BigInteger(1, bytes).clearBit(8 * RAW - 1);
    }

    private static byte[] joined(byte[] raw) {
        var encoded = Arrays.copyOf(X509, X509.length + RAW);
        System.arraycopy(raw, 0, encoded, X509.length, RAW);
        return encoded;
    }
}
