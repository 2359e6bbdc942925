package lethe.verifier.checkpoints;

import java.util.HexFormat;
import java.util.regex.Pattern;
import lethe.verifier.merkle.Hash;

/**
 * Identifies a log and its last declared restore: the first line of its checkpoints. It consists of {@code lethe/} and the
 * organisation; after a restore also of a slash and the first 16 hex digits of the leaf hash of the entry that declares it.
 */
public record Origin(String text) {
    private static final Pattern CONTINUED = Pattern.compile("/[0-9a-f]{16}$");
    private static final int NAMED = 8;

    /** The origin of a log from its first entry on. */
    public static Origin of(Object organisation) {
        return new Origin("lethe/" + organisation);
    }

    /** The origin from the entry on that declares a restore. */
    public Origin continuedBy(Hash declaration) {
        return new Origin(log().text() + "/" + HexFormat.of().formatHex(declaration.bytes(), 0, NAMED));
    }

    /** The origin before any restore. */
    public Origin log() {
        return new Origin(CONTINUED.matcher(text).replaceFirst(""));
    }

    public boolean isContinued() {
        return CONTINUED.matcher(text).find();
    }

    @Override
    public String toString() {
        return text;
    }
}
