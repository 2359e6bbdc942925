package lethe.billing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.kernel.FieldError;

/**
 * A doubt about what is stored: unusual, and yet it may be true. A company may be registered for VAT in another country than
 * its own.
 *
 * @param field the one to look at
 */
public record Note(String field, String code) {
    private static final String COUNTRY_MISMATCH = "country-mismatch";

    static List<Note> on(Particulars particulars) {
        var vatId = particulars.vatId();
        var iban = particulars.iban();
        var bic = particulars.bic();
        var abroad = vatId != null
                && !Numbers.isOfCountry(vatId, particulars.address().country());
        var elsewhere = iban != null && bic != null && !Numbers.isAtHome(bic, iban);
        return Stream.of(abroad ? "vatId" : "", elsewhere ? "bic" : "")
                .filter(field -> !field.isEmpty())
                .map(field -> new Note(field, COUNTRY_MISMATCH))
                .toList();
    }

    /** As a form sends them back, and as the audit log has them. */
    static String text(List<Note> notes) {
        return notes.stream().map(Note::text).collect(Collectors.joining(" "));
    }

    String text() {
        return field + ":" + code;
    }

    FieldError error() {
        return FieldError.of(field, code);
    }
}
