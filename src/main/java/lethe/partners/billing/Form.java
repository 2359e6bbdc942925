package lethe.partners.billing;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One kind of number that a state gives out.
 *
 * @param check whether the check digits of one that has this form match
 */
record Form(Pattern pattern, Predicate<String> check) {
    static Form of(String pattern, Predicate<String> check) {
        return new Form(Pattern.compile(pattern), check);
    }

    boolean fits(String number) {
        return pattern.matcher(number).matches();
    }
}
