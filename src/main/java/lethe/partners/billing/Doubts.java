package lethe.partners.billing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.Remark;

/** What is unusual about billing details: a company may be registered for VAT in another country than its own. */
public final class Doubts {
    private static final String COUNTRY_MISMATCH = "country-mismatch";

    private Doubts() {}

    static List<Remark> on(BillingFields particulars) {
        var vatId = particulars.vatId();
        var iban = particulars.iban();
        var bic = particulars.bic();
        var abroad = vatId != null
                && !Numbers.isOfCountry(vatId, particulars.address().country());
        var elsewhere = iban != null && bic != null && !Numbers.isAtHome(bic, iban);
        return Stream.of(abroad ? "vatId" : "", elsewhere ? "bic" : "")
                .filter(field -> !field.isEmpty())
                .map(field -> new Remark(field, COUNTRY_MISMATCH))
                .toList();
    }

    /** As a form sends them back. */
    public static String text(List<Remark> notes) {
        return notes.stream().map(Remark::text).collect(Collectors.joining(" "));
    }
}
