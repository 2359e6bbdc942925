package lethe.verifier.checkpoints;

import java.util.Base64;
import java.util.Optional;

/** Base64 in the only form that RFC 4648 allows for each value: padded, and with unused bits zero (3.2, 3.5). */
public final class StrictBase64 {
    private StrictBase64() {}

    public static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            return Optional.of(bytes)
                    .filter(one -> Base64.getEncoder().encodeToString(one).equals(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
