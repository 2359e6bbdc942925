package lethe.verifier.checkpoints;

import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A signing key's statement about its successor, as a signed note; the first key's statement is about itself.
 *
 * @param key the successor's ID
 * @param publicKey its X.509 form, in base64
 * @param before the ID of the key that signs this; {@link #FIRST} if there is none
 * @param at since when the successor signs, in RFC 3339 form
 */
public record KeyLink(String key, String publicKey, String before, String at, SignedNote note) {
    public static final String FIRST = "first";
    private static final String NAME = "lethe/signing-key";
    private static final int LONGEST = 1_000;
    private static final Pattern FORM = Pattern.compile("^" + NAME + "\\n(?<key>ed25519-[0-9a-f]{16})\\n"
            + "(?<public>[A-Za-z0-9+/]{59}=)\\n(?<before>first|ed25519-[0-9a-f]{16})\\n(?<at>[0-9TZ.:-]{20,30})\\n$");

    /** @param signature of the previous key; of the first key itself */
    public static KeyLink sign(
            String key, PublicKey added, String before, String at, PublicKey signer, UnaryOperator<byte[]> signature) {
        var publicKey = Base64.getEncoder().encodeToString(added.getEncoded());
        var text = String.join("\n", NAME, key, publicKey, before, at) + "\n";
        return new KeyLink(key, publicKey, before, at, SignedNote.sign(text, new Signer(NAME, signer), signature));
    }

    /** Empty if the text is not such a statement. */
    public static Optional<KeyLink> parse(String text) {
        return text.length() > LONGEST
                ? Optional.empty()
                : SignedNote.parse(text).flatMap(KeyLink::of);
    }

    public boolean isSignedBy(PublicKey signer) {
        return note.isSignedBy(new Signer(NAME, signer));
    }

    public boolean isFirst() {
        return before.equals(FIRST);
    }

    private static Optional<KeyLink> of(SignedNote note) {
        var form = FORM.matcher(note.text());
        return form.matches()
                ? Optional.of(new KeyLink(
                        form.group("key"), form.group("public"), form.group("before"), form.group("at"), note))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return note.toString();
    }
}
