package lethe.partnerfiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lethe.billing.BillingDetails;
import lethe.billing.Typed;
import lethe.csv.Sheet;
import lethe.kernel.Rfc3339;
import lethe.partners.Partner;
import org.jspecify.annotations.Nullable;

/** The rows of a file that is written, whole or not at all. */
final class Export {
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

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean withBilling;

    Export(boolean withBilling) {
        this.withBilling = withBilling;
        rows.add(columns());
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
        rows.add(cells);
    }

    private static void addBilling(List<String> cells, @Nullable BillingDetails details) {
        var typed = Typed.of(details);
        typed.computeIfPresent("iban", (field, iban) -> iban.replace(" ", ""));
        cells.addAll(typed.values());
    }

    void write(Sheet sheet) {
        rows.forEach(sheet::line);
        sheet.flush();
    }

    private List<String> columns() {
        var columns = new ArrayList<>(COLUMNS);
        if (withBilling) {
            Typed.of(null).keySet().forEach(field -> columns.add("billing." + field));
        }
        return columns;
    }
}
