package lethe.partners.billing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A VAT ID as it is written without spaces, the letters of its state in front; offline, so whether it was ever issued is
 * not known.
 *
 * <p>What can be right is never refused: where a state has several kinds of number, one that fits is enough.
 */
record VatId(String text) {
    private static final int LETTERS = 2;

    /** Greece writes EL and Northern Ireland XI (ISO 3166-1 has neither); Monaco's numbers are French. */
    private static final Map<String, Set<String>> COUNTRIES =
            Map.of("EL", Set.of("GR"), "XI", Set.of("GB"), "FR", Set.of("FR", "MC"));

    /** What is wrong with one. */
    public enum Flaw {
        /** It does not begin with the letters of a state that we know. */
        UNKNOWN,
        /** It is too short or too long, or a letter or digit is where none may be. */
        FORMAT,
        /** It has been mistyped: the check digits do not match. */
        CHECKSUM
    }

    /** The letters of all states that we know. */
    public static Set<String> states() {
        return States.FORMS.keySet();
    }

    /** The letters of its state. */
    public String state() {
        return text.substring(0, Math.min(LETTERS, text.length()));
    }

    /** In which countries, by ISO 3166-1, somebody with this number is at home. */
    public Set<String> countries() {
        return COUNTRIES.getOrDefault(state(), Set.of(state()));
    }

    /** Whether it fits only a form without check digits: nobody can tell from it that it was mistyped. */
    public boolean isUnchecked() {
        var fitting = fitting();
        return !fitting.isEmpty() && fitting.stream().noneMatch(IdentifierForm::isChecked);
    }

    public Optional<Flaw> flaw() {
        var forms = forms();
        var number = number();
        var fitting = fitting();
        if (forms.isEmpty()) {
            return Optional.of(Flaw.UNKNOWN);
        } else if (fitting.isEmpty()) {
            return Optional.of(Flaw.FORMAT);
        } else if (fitting.stream().noneMatch(form -> form.check().test(number))) {
            return Optional.of(Flaw.CHECKSUM);
        } else {
            return Optional.empty();
        }
    }

    private List<IdentifierForm> forms() {
        return States.FORMS.getOrDefault(state(), List.of());
    }

    private String number() {
        return text.substring(state().length());
    }

    private List<IdentifierForm> fitting() {
        return forms().stream().filter(form -> form.fits(number())).toList();
    }
}
