package lethe.verifier.checkpoints;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A text with signatures below it, as specified by C2SP's signed-note.
 *
 * @param text ends with a line feed
 * @param lines the signature lines, without line feeds
 */
public record SignedNote(String text, List<String> lines) {
    private static final String DASH = "\u2014 ";
    private static final int ID = 4;
    private static final int MOST = 100;

    /** Empty if the text is not a signed note. */
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

    /** Lines end with a line feed; other ASCII control characters are not allowed in a note. */
    private static boolean isForbidden(int character) {
        return character < ' ' && character != '\n';
    }

    /** A name without spaces, and the base64 of at least a key ID, whatever the kind of key. */
    private static boolean isSignature(String line) {
        var space = line.indexOf(' ', DASH.length());
        return line.startsWith(DASH)
                && space > DASH.length()
                && StrictBase64.decode(line.substring(space + 1))
                        .filter(bytes -> bytes.length > ID)
                        .isPresent();
    }

    /** Signs a text that ends with a line feed; this class never sees the private key. */
    public static SignedNote sign(String text, Signer signer, UnaryOperator<byte[]> signature) {
        var bytes = signature.apply(text.getBytes(StandardCharsets.UTF_8));
        var line = ByteBuffer.allocate(ID + bytes.length).putInt(signer.id()).put(bytes);
        return new SignedNote(
                text, List.of(DASH + signer.name() + " " + Base64.getEncoder().encodeToString(line.array())));
    }

    /**
     * Whether the signer signed it; false if any line that names the signer's key is wrong. Lines of other keys do not count.
     */
    public boolean isSignedBy(Signer signer) {
        return !of(signer).isEmpty() && !isForgedFor(signer);
    }

    /** Whether a line names the signer's key but its signature does not match. */
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
