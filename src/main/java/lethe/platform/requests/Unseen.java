package lethe.platform.requests;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.function.IntPredicate;

/** Invisible characters that are pasted along with text: white space of every kind, and characters without width. */
public final class Unseen {
    private Unseen() {}

    /** Removes surrounding white space, including the no-break space of word processors. */
    public static String trimmed(String text) {
        return without(text, UCharacter::isUWhiteSpace);
    }

    /** Removes all surrounding invisible characters. */
    public static String stripped(String text) {
        return without(text, Unseen::is);
    }

    /** Restores a generated secret that line breaks have split. */
    public static String removed(String secret) {
        return secret.codePoints()
                .filter(letter -> !is(letter))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** White space, or a character without width, such as U+00AD, U+200B, U+202A or U+FEFF. */
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
