package lethe.verifier.dataintegrity;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import lethe.verifier.checkpoints.Ed25519;

/**
 * A public Ed25519 key as a decentralized identifier that contains the key itself: did:key, of the W3C Credentials Community
 * Group.
 *
 * @param key an Ed25519 key
 */
public record DidKey(PublicKey key) {
    private static final String BEGIN = "did:key:";
    /** Multicodec ed25519-pub, 0xed as a varint. */
    private static final byte[] CODEC = HexFormat.of().parseHex("ed01");

    private static final int RAW = 32;

    /** From the identifier, or from its verification method; empty for anything else. */
    public static Optional<DidKey> parse(String text) {
        var multibase = text.startsWith(BEGIN) ? text.substring(BEGIN.length()).split("#", 2)[0] : "";
        return Multibase.decode(multibase)
                .filter(DidKey::isEd25519)
                .flatMap(DidKey::of)
                .filter(did -> text.equals(did.toString()) || text.equals(did.verificationMethod()));
    }

    /** The identifier's only verification method. */
    public String verificationMethod() {
        return this + "#" + multibase();
    }

    @Override
    public String toString() {
        return BEGIN + multibase();
    }

    private String multibase() {
        var encoded = key.getEncoded();
        var raw = Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
        return Multibase.encode(joined(CODEC, raw));
    }

    private static boolean isEd25519(byte[] decoded) {
        return decoded.length == CODEC.length + RAW && Arrays.mismatch(decoded, CODEC) == CODEC.length;
    }

    private static Optional<DidKey> of(byte[] decoded) {
        var raw = Arrays.copyOfRange(decoded, CODEC.length, decoded.length);
        try {
            return Optional.of(new DidKey(Ed25519.key(raw)));
        } catch (InvalidKeyException noKey) {
            return Optional.empty();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
