package lethe.partners.billing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.requests.Remark;

/**
 * What is unusual about billing details: a company may be registered for VAT in another country than its own, or have a
 * VAT ID without check digits, so that only a comparison finds a mistyped one.
 */
public final class Doubts {
    private static final String COUNTRY_MISMATCH = "country-mismatch";
    private static final String UNCHECKED = "unchecked";

    private Doubts() {}

    static List<Remark> on(BillingFields particulars) {
        var vatId = particulars.vatId();
        var iban = particulars.iban();
        var bic = particulars.bic();
        var abroad = vatId != null
                && !Numbers.isOfCountry(vatId, particulars.address().country());
        var elsewhere = iban != null && bic != null && !Numbers.isAtHome(bic, iban);
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

    /** As a form sends them back. */
    public static String text(List<Remark> notes) {
        return notes.stream().map(Remark::text).collect(Collectors.joining(" "));
    }
}
