package lethe.partners.billing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.requests.Remark;

/**
 * Finds unusual billing details. They may be right: a company can be registered for VAT abroad, or have a VAT ID
 * without check digits, where only a comparison reveals a typo.
 */
public final class Doubts {
    private static final String COUNTRY_MISMATCH = "country-mismatch";
    private static final String UNCHECKED = "unchecked";

    private Doubts() {}

    static List<Remark> on(BillingFields fields) {
        var vatId = fields.vatId();
        var iban = fields.iban();
        var bic = fields.bic();
        var abroad =
                vatId != null && !Numbers.isOfCountry(vatId, fields.address().country());
        var elsewhere = iban != null && bic != null && !Numbers.isOfSameCountry(bic, iban);
        var unchecked = vatId != null && new VatId(vatId).isUnchecked();
        return Stream.of(
                        noted(abroad, "vatId", COUNTRY_MISMATCH),
                        noted(unchecked, "vatId", UNCHECKED),
                        noted(elsewhere, "bic", COUNTRY_MISMATCH))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Remark> noted(boolean unusual, String field, String code) {
        return unusual ? Optional.of(new Remark(field, code)) : Optional.empty();
    }

    /** The text that the form sends back. */
    public static String text(List<Remark> notes) {
        return notes.stream().map(Remark::text).collect(Collectors.joining(" "));
    }
}
