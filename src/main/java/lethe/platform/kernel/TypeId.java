package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/**
 * The text form of IDs, a prefix and 26 letters: {@code user_01h455vb4pex5vsknk084sn02q}.
 *
 * <p>Follows the TypeID specification 0.3: a UUID in Crockford's base 32, most significant bit first, lower case. IDs are records
 * that wrap a {@link UUID} and print themselves with {@link #text}.
 */
public final class TypeId {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private TypeId() {}

    public static String text(String prefix, UUID value) {
        return prefix + "_" + encode(value);
    }

    /** Empty if the prefix or the length is wrong, or a letter is outside the alphabet. */
    public static Optional<UUID> parse(String prefix, String text) {
        return text.startsWith(prefix + "_") ? decode(text.substring(prefix.length() + 1)) : Optional.empty();
    }

    /** The 26 letters without a prefix, as they appear inside secrets. */
    public static String encode(UUID value) {
        var letters = new char[LENGTH];
        var high = value.getMostSignificantBits();
        var low = value.getLeastSignificantBits();
        for (var place = LENGTH - 1; place >= 0; place--) {
            letters[place] = ALPHABET.charAt((int) (low & 31));
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return new String(letters);
    }

    public static Optional<UUID> decode(String letters) {
        if (letters.length() != LENGTH || letters.charAt(0) > '7') {
            return Optional.empty();
        }
        var high = 0L;
        var low = 0L;
        for (var place = 0; place < LENGTH; place++) {
            var digit = ALPHABET.indexOf(letters.charAt(place));
            if (digit < 0) {
                return Optional.empty();
            }
            high = high << 5 | low >>> 59;
            low = low << 5 | digit;
        }
        return Optional.of(new UUID(high, low));
    }
}
