package lethe.dataintegrity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public Ed25519 key as a decentralized identifier that carries itself: did:key, of the W3C Credentials Community Group.
 *
 * @param key an Ed25519 key
 */
public record DidKey(PublicKey key) {
    private static final String BEGIN = "did:key:";
    /** Multicodec ed25519-pub, 0xed as a varint. */
    private static final byte[] CODEC = HexFormat.of().parseHex("ed01");

    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int RAW = 32;

    /** The identifier itself, or a verification method of it; empty for anything else. */
    public static Optional<DidKey> parse(String text) {
        var multibase = text.startsWith(BEGIN) ? text.substring(BEGIN.length()).split("#", 2)[0] : "";
        return Multibase.decode(multibase)
                .filter(DidKey::isEd25519)
                .flatMap(DidKey::of)
                .filter(did -> text.equals(did.toString()) || text.equals(did.verificationMethod()));
    }

    /** The one key that it has. */
    public String verificationMethod() {
        return this + "#" + multibase();
    }

    @Override
    public String toString() {
        return BEGIN + multibase();
    }

    private String multibase() {
        var raw = Arrays.copyOfRange(key.getEncoded(), X509.length, X509.length + RAW);
        return Multibase.encode(joined(CODEC, raw));
    }

    private static boolean isEd25519(byte[] decoded) {
        return decoded.length == CODEC.length + RAW && Arrays.mismatch(decoded, CODEC) == CODEC.length;
    }

    private static Optional<DidKey> of(byte[] decoded) {
        var raw = Arrays.copyOfRange(decoded, CODEC.length, decoded.length);
        try {
            var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(joined(X509, raw)));
            return Optional.of(new DidKey(key));
        } catch (GeneralSecurityException noKey) {
            return Optional.empty();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
