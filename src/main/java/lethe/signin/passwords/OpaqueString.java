package lethe.signin.passwords;

import java.text.Normalizer;

/**
 * One form for a password however a keyboard or a file writes it (RFC 8265, section 4.2): spaces of other scripts are
 * spaces, composed letters are one, nothing else is changed.
 */
final class OpaqueString {
    private OpaqueString() {}

    static String of(String password) {
        var spaced = password.codePoints()
                .map(letter -> Character.getType(letter) == Character.SPACE_SEPARATOR ? ' ' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return Normalizer.normalize(spaced, Normalizer.Form.NFC);
    }
}
