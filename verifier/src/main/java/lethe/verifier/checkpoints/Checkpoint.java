package lethe.verifier.checkpoints;

import java.util.Optional;
import java.util.regex.Pattern;
import lethe.verifier.merkle.Hash;

/**
 * What a log commits to: so many leaves, and the root of the tree over them. Its text is that of C2SP's tlog-checkpoint.
 *
 * @param origin which log
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern FORM =
            Pattern.compile("^(?<origin>[^\\n]+)\\n(?<size>0|[1-9]\\d{0,17})\\n(?<root>[^\\n]+)\\n");

    /** Empty for what is none. */
    public static Optional<Checkpoint> parse(String text) {
        var form = FORM.matcher(text);
        return form.lookingAt()
                ? Hash.parse(form.group("root"))
                        .map(root -> new Checkpoint(form.group("origin"), Long.parseLong(form.group("size")), root))
                : Optional.empty();
    }

    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }
}
