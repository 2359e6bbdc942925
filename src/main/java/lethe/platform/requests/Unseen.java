package lethe.platform.requests;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.function.IntPredicate;

/** Letters that nobody sees and that come along when text is pasted: white space of every kind, and what has no width. */
public final class Unseen {
    private Unseen() {}

    /** Without white space around it, the no-break one of word processors included. */
    public static String trimmed(String text) {
        return without(text, UCharacter::isUWhiteSpace);
    }

    /** Without anything around it that cannot be seen. */
    public static String stripped(String text) {
        return without(text, Unseen::is);
    }

    /** A generated secret, as it was generated: however it was broken into lines on its way. */
    public static String removed(String secret) {
        return secret.codePoints()
                .filter(letter -> !is(letter))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Has no width and turns no direction: U+00AD, U+200B, U+202A, U+FEFF and the like; or is white space. */
    static boolean is(int letter) {
        return UCharacter.isUWhiteSpace(letter)
                || UCharacter.hasBinaryProperty(letter, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    private static String without(String text, IntPredicate unseen) {
        var begin = 0;
        while (begin < text.length() && unseen.test(text.codePointAt(begin))) {
            begin += Character.charCount(text.codePointAt(begin));
        }
        var end = text.length();
        while (end > begin && unseen.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(begin, end);
    }
}
