package lethe.partners.billing;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The format of one kind of VAT number.
 *
 * @param check verifies the check digits of a number in this format
 * @param isChecked whether such numbers have check digits
 */
record IdentifierForm(Pattern pattern, Predicate<String> check, boolean isChecked) {
    static IdentifierForm of(String pattern, Predicate<String> check) {
        return new IdentifierForm(Pattern.compile(pattern), check, true);
    }

    /** A format without check digits. */
    static IdentifierForm unchecked(String pattern) {
        return new IdentifierForm(Pattern.compile(pattern), number -> true, false);
    }

    boolean fits(String number) {
        return pattern.matcher(number).matches();
    }
}
