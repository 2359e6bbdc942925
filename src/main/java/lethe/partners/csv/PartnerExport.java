package lethe.partners.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lethe.partners.billing.BillingDetails;
import lethe.partners.billing.BillingInput;
import lethe.partners.partners.Partner;
import lethe.platform.formats.CsvOutput;
import lethe.platform.requests.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Writes partners as CSV rows, one by one, so that memory holds one page at most. */
final class PartnerExport {
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "website",
            "contactEmail",
            "category",
            "status",
            "createdAt",
            "deactivatedAt",
            "deactivationReason");

    private final CsvOutput output;
    private final boolean withBilling;

    PartnerExport(CsvOutput output, boolean withBilling) {
        this.output = output;
        this.withBilling = withBilling;
        output.line(columns());
    }

    void add(Partner partner, @Nullable BillingDetails details) {
        var cells = new ArrayList<String>();
        cells.add(partner.id().toString());
        cells.add(partner.name());
        cells.add(Objects.requireNonNullElse(partner.website(), ""));
        cells.add(Objects.requireNonNullElse(partner.contactEmail(), ""));
        cells.add(Objects.requireNonNullElse(partner.category(), ""));
        cells.add(partner.status().name());
        cells.add(Rfc3339.text(partner.createdAt()));
        var deactivation = partner.deactivation();
        cells.add(deactivation == null ? "" : Rfc3339.text(deactivation.at()));
        cells.add(deactivation == null ? "" : deactivation.reason());
        if (withBilling) {
            addBilling(cells, details);
        }
        output.line(cells);
    }

    private static void addBilling(List<String> cells, @Nullable BillingDetails details) {
        var typed = BillingInput.of(details);
        typed.computeIfPresent("iban", (field, iban) -> iban.replace(" ", ""));
        cells.addAll(typed.values());
    }

    private List<String> columns() {
        var columns = new ArrayList<>(COLUMNS);
        if (withBilling) {
            BillingInput.of(null).keySet().forEach(field -> columns.add("billing." + field));
        }
        return columns;
    }
}
