package lethe.partners.billing;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One kind of number that a state gives out.
 *
 * @param check whether the check digits of one that has this form match
 * @param isChecked whether its numbers have check digits at all
 */
record IdentifierForm(Pattern pattern, Predicate<String> check, boolean isChecked) {
    static IdentifierForm of(String pattern, Predicate<String> check) {
        return new IdentifierForm(Pattern.compile(pattern), check, true);
    }

    /** One whose numbers have no check digits. */
    static IdentifierForm unchecked(String pattern) {
        return new IdentifierForm(Pattern.compile(pattern), number -> true, false);
    }

    boolean fits(String number) {
        return pattern.matcher(number).matches();
    }
}
