package lethe.verifier.checkpoints;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
public record SignedNote(String text, List<String> lines) {
    private static final String DASH = "\u2014 ";
    private static final int ID = 4;
    private static final int MOST = 100;

    /** Empty for what is no signed note. */
    public static Optional<SignedNote> parse(String note) {
        var blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || note.chars().anyMatch(SignedNote::isForbidden)) {
            return Optional.empty();
        }
        var lines = note.substring(blank + 2).lines().limit(MOST + 1L).toList();
        return lines.isEmpty() || lines.size() > MOST || !lines.stream().allMatch(SignedNote::isSignature)
                ? Optional.empty()
                : Optional.of(new SignedNote(note.substring(0, blank + 1), lines));
    }

    /** The line feed alone ends lines, and no other control character of ASCII may stand in a note. */
    private static boolean isForbidden(int character) {
        return character < ' ' && character != '\n';
    }

    /** A name without a space, and what it signs with: the key's id and more, whatever kind of key it is. */
    private static boolean isSignature(String line) {
        var space = line.indexOf(' ', DASH.length());
        return line.startsWith(DASH)
                && space > DASH.length()
                && StrictBase64.decode(line.substring(space + 1))
                        .filter(bytes -> bytes.length > ID)
                        .isPresent();
    }

    /** Signs a text that ends with a line feed; the key's private half never comes here. */
    public static SignedNote sign(String text, Signer signer, UnaryOperator<byte[]> signature) {
        var bytes = signature.apply(text.getBytes(StandardCharsets.UTF_8));
        var line = ByteBuffer.allocate(ID + bytes.length).putInt(signer.id()).put(bytes);
        return new SignedNote(
                text, List.of(DASH + signer.name() + " " + Base64.getEncoder().encodeToString(line.array())));
    }

    /** Whether that signer signed it; a line that names them and is wrong makes it false. Lines of others do not count. */
    public boolean isSignedBy(Signer signer) {
        return !of(signer).isEmpty() && !isForgedFor(signer);
    }

    /** Whether a line names that signer's key and does not fit. */
    public boolean isForgedFor(Signer signer) {
        return !of(signer).stream().allMatch(bytes -> signer.signed(text, bytes));
    }

    private List<byte[]> of(Signer signer) {
        var start = DASH + signer.name() + " ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .flatMap(line -> StrictBase64.decode(line.substring(start.length())).stream())
                .filter(bytes -> bytes.length >= ID && ByteBuffer.wrap(bytes).getInt() == signer.id())
                .map(bytes -> Arrays.copyOfRange(bytes, ID, bytes.length))
                .toList();
    }

    @Override
    public String toString() {
        return text + "\n" + String.join("\n", lines) + "\n";
    }
}
