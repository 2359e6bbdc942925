package lethe.verifier.dataintegrity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.codec.binary.Base58;

/** Bytes in base 58, after the prefix letter for that encoding. */
final class Multibase {
    private static final String BASE58BTC = "z";
    private static final int LONGEST = 128;

    private Multibase() {}

    static String encode(byte[] bytes) {
        return BASE58BTC + new String(new Base58().encode(bytes), StandardCharsets.US_ASCII);
    }

    /** Empty if the text is not in that form, or is longer than any key or signature. */
    static Optional<byte[]> decode(String text) {
        try {
            return text.startsWith(BASE58BTC) && text.length() <= LONGEST
                    ? Optional.of(new Base58().decode(text.substring(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException otherLetters) {
            return Optional.empty();
        }
    }
}
