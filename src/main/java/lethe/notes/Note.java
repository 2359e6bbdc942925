package lethe.notes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A text with signatures under it, as C2SP's signed-note has it.
 *
 * @param text ends with a line feed
 * @param lines the signatures, each a line without its line feed
 */
public record Note(String text, List<String> lines) {
    private static final String DASH = "\u2014 ";
    private static final int ID = 4;
    private static final int SIGNATURE = 64;

    /** Empty for what is no signed note. */
    public static Optional<Note> parse(String note) {
        var blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || note.chars().anyMatch(Note::isForbidden)) {
            return Optional.empty();
        }
        var lines = note.substring(blank + 2).lines().toList();
        return lines.isEmpty() || !lines.stream().allMatch(line -> line.startsWith(DASH))
                ? Optional.empty()
                : Optional.of(new Note(note.substring(0, blank + 1), lines));
    }

    /** The line feed alone ends lines, and no other control character of ASCII may stand in a note. */
    private static boolean isForbidden(int character) {
        return character < ' ' && character != '\n';
    }

    /** Signs a text that ends with a line feed; the key's private half never comes here. */
    public static Note sign(String text, Signer signer, UnaryOperator<byte[]> signature) {
        var bytes = signature.apply(text.getBytes(StandardCharsets.UTF_8));
        var line = ByteBuffer.allocate(ID + bytes.length).putInt(signer.id()).put(bytes);
        return new Note(
                text, List.of(DASH + signer.name() + " " + Base64.getEncoder().encodeToString(line.array())));
    }

    /** Whether that signer signed it; a line that names them and is wrong makes it false. */
    public boolean isSignedBy(Signer signer) {
        var theirs = lines.stream()
                .map(line -> signature(line, signer))
                .flatMap(Optional::stream)
                .toList();
        return !theirs.isEmpty() && theirs.stream().allMatch(bytes -> signer.signed(text, bytes));
    }

    private static Optional<byte[]> signature(String line, Signer signer) {
        var start = DASH + signer.name() + " ";
        try {
            var bytes =
                    line.startsWith(start) ? Base64.getDecoder().decode(line.substring(start.length())) : new byte[0];
            return bytes.length == ID + SIGNATURE && ByteBuffer.wrap(bytes).getInt() == signer.id()
                    ? Optional.of(ByteBuffer.wrap(bytes, ID, SIGNATURE)).map(rest -> {
                        var signature = new byte[SIGNATURE];
                        rest.get(signature);
                        return signature;
                    })
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text + "\n" + String.join("\n", lines) + "\n";
    }
}
