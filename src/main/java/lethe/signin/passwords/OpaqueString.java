package lethe.signin.passwords;

import java.text.Normalizer;

/**
 * The canonical form of a password, whatever keyboard or file it comes from (RFC 8265, section 4.2): spaces of any
 * script become U+0020, and letters are composed (NFC). Nothing else changes.
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
