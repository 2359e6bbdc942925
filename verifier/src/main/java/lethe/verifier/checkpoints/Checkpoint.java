package lethe.verifier.checkpoints;

import java.util.Optional;
import java.util.regex.Pattern;
import lethe.verifier.merkle.Hash;

/**
 * A log's commitment to its first entries: their number and the root of the tree over them. Its text follows C2SP's
 * tlog-checkpoint.
 *
 * @param origin identifies the log
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern FORM =
            Pattern.compile("^(?<origin>[^\\n]+)\\n(?<size>0|[1-9]\\d{0,17})\\n(?<root>[^\\n]+)\\n");

    /** Empty if the text is not a checkpoint. */
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
