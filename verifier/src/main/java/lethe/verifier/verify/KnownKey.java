package lethe.verifier.verify;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import lethe.verifier.checkpoints.Ed25519;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.checkpoints.StrictBase64;

/** A public Ed25519 key, with the ID that receipts name. */
public record KnownKey(String id, PublicKey key) {
    private static final Pattern VERIFIER_KEY = Pattern.compile("^[^+]+\\+[0-9a-f]{8}\\+(?<key>.+)");
    /** For all forms, including the surrounding text. */
    private static final int LONGEST = 1_000;

    /**
     * Parses all usual forms: PEM, the base64 of the X.509 form or of the 32 bytes, a C2SP verifier key. Empty for anything else,
     * and for points of small order.
     */
    public static Optional<KnownKey> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var verifierKey = VERIFIER_KEY.matcher(base64);
        return verifierKey.matches()
                ? decode(verifierKey.group("key"), 1).filter(key -> key.isNamedBy(base64))
                : decode(base64, 0);
    }

    /** Parses only the form in Lethe's files: the padded base64 of the X.509 form. */
    static Optional<KnownKey> exact(String base64) {
        return decode(base64, 0).filter(key -> key.publicKey().equals(base64));
    }

    /** In base64, as {@code --key} accepts it. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    Signer as(String name) {
        return new Signer(name, key);
    }

    private boolean isNamedBy(String verifierKey) {
        return as(verifierKey.substring(0, verifierKey.indexOf('+')))
                .verifierKey()
                .equals(verifierKey);
    }

    private static Optional<KnownKey> decode(String base64, int skipped) {
        return StrictBase64.decode(base64).flatMap(bytes -> {
            try {
                var rest = Arrays.copyOfRange(bytes, Math.min(skipped, bytes.length), bytes.length);
                return Optional.of(of(Ed25519.key(rest)));
            } catch (InvalidKeyException noKey) {
                return Optional.empty();
            }
        });
    }

    private static KnownKey of(PublicKey key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return new KnownKey("ed25519-" + HexFormat.of().formatHex(hash, 0, 8), key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
