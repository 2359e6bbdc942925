package lethe.partners.billing;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One kind of number that a state gives out.
 *
 * @param check whether the check digits of one that has this form match
 */
record IdentifierForm(Pattern pattern, Predicate<String> check) {
    static IdentifierForm of(String pattern, Predicate<String> check) {
        return new IdentifierForm(Pattern.compile(pattern), check);
    }

    boolean fits(String number) {
        return pattern.matcher(number).matches();
    }
}
