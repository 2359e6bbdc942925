package lethe.verifier.checkpoints;

import java.util.HexFormat;
import java.util.regex.Pattern;
import lethe.verifier.merkle.Hash;

/**
 * Which log, and since which restore: the first line of its checkpoints. {@code lethe/} and the organisation; from a restore
 * on also a slash and the first 16 hex digits of the leaf hash of the entry that declares it.
 */
public record Origin(String text) {
    private static final Pattern CONTINUED = Pattern.compile("/[0-9a-f]{16}$");
    private static final int NAMED = 8;

    /** Of a log from its first entry on. */
    public static Origin of(Object organisation) {
        return new Origin("lethe/" + organisation);
    }

    /** From the entry on that declares a restore. */
    public Origin continuedBy(Hash declaration) {
        return new Origin(log().text() + "/" + HexFormat.of().formatHex(declaration.bytes(), 0, NAMED));
    }

    /** As it was before any restore. */
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
