package lethe.partners.billing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A VAT ID with its country prefix, without spaces. Checked offline, so it may never have been issued.
 *
 * <p>Anything that may be right is accepted: where a country has several formats, one match is enough.
 */
record VatId(String text) {
    private static final int LETTERS = 2;

    /** Prefixes that differ from ISO 3166-1: EL for Greece and XI for Northern Ireland. Monaco uses French numbers. */
    private static final Map<String, Set<String>> COUNTRIES =
            Map.of("EL", Set.of("GR"), "XI", Set.of("GB"), "FR", Set.of("FR", "MC"));

    /** What is wrong with a VAT ID. */
    public enum Flaw {
        /** It does not begin with a known prefix. */
        UNKNOWN,
        /** It has the wrong length, or a wrong character in some position. */
        FORMAT,
        /** The check digits do not match. */
        CHECKSUM
    }

    /** All known prefixes. */
    public static Set<String> states() {
        return States.FORMS.keySet();
    }

    /** The prefix. */
    public String state() {
        return text.substring(0, Math.min(LETTERS, text.length()));
    }

    /** The countries (ISO 3166-1) that use this prefix. */
    public Set<String> countries() {
        return COUNTRIES.getOrDefault(state(), Set.of(state()));
    }

    /** Whether it matches only formats without check digits, so that typos go unnoticed. */
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
