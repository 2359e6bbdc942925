package lethe.evidence;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import lethe.notes.Signer;

/** A public Ed25519 key, by the id that receipts name. */
public record KnownKey(String id, PublicKey key) {
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int RAW = 32;

    /**
     * From any of the forms in which such a key is passed on: PEM, the base64 of its X.509 form or of its 32 bytes, a C2SP
     * verifier key. Empty for anything else.
     */
    public static Optional<KnownKey> parse(String text) {
        var base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var isVerifierKey =
                base64.chars().filter(each -> each == '+').count() >= 2 && base64.matches("[^+]+\\+[0-9a-f]{8}\\+.+");
        return isVerifierKey ? decode(base64.split("\\+", 3)[2], 1) : decode(base64, 0);
    }

    private static Optional<KnownKey> decode(String base64, int skipped) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            var rest = Arrays.copyOfRange(bytes, Math.min(skipped, bytes.length), bytes.length);
            var encoded = rest.length == RAW ? encoded(rest) : rest;
            return Optional.of(new KnownKey(id(encoded), Signer.key(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    private static byte[] encoded(byte[] raw) {
        var encoded = Arrays.copyOf(X509, X509.length + RAW);
        System.arraycopy(raw, 0, encoded, X509.length, RAW);
        return encoded;
    }

    private static String id(byte[] encoded) throws GeneralSecurityException {
        var hash = MessageDigest.getInstance("SHA-256").digest(encoded);
        return "ed25519-" + HexFormat.of().formatHex(hash, 0, 8);
    }
}
