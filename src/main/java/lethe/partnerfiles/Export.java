package lethe.partnerfiles;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lethe.billing.BillingDetails;
import lethe.billing.Typed;
import lethe.csv.Cells;
import lethe.kernel.Rfc3339;
import lethe.partners.Partner;
import org.jspecify.annotations.Nullable;

/** The rows of a file that is written, whole or not at all. */
final class Export {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
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

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CsvWriter rows;
    private final boolean withBilling;

    Export(Format format, boolean withBilling) {
        this.withBilling = withBilling;
        if (format == Format.SPREADSHEET) {
            bytes.writeBytes(BYTE_ORDER_MARK);
        }
        rows = CsvWriter.builder()
                .fieldSeparator(format.separator())
                .lineDelimiter(LineDelimiter.CRLF)
                .build(bytes, StandardCharsets.UTF_8);
        rows.writeRecord(columns());
    }

    void add(Partner partner, @Nullable BillingDetails details) {
        var cells = new ArrayList<String>();
        cells.add(partner.id().toString());
        cells.add(Cells.guarded(partner.name()));
        cells.add(Cells.guarded(partner.website()));
        cells.add(Cells.guarded(partner.contactEmail()));
        cells.add(Cells.guarded(partner.category()));
        cells.add(partner.status().name());
        cells.add(Rfc3339.text(partner.createdAt()));
        var deactivation = partner.deactivation();
        cells.add(deactivation == null ? "" : Rfc3339.text(deactivation.at()));
        cells.add(Cells.guarded(deactivation == null ? null : deactivation.reason()));
        if (withBilling) {
            addBilling(cells, details);
        }
        rows.writeRecord(cells);
    }

    private static void addBilling(List<String> cells, @Nullable BillingDetails details) {
        var typed = Typed.of(details);
        typed.computeIfPresent("iban", (field, iban) -> iban.replace(" ", ""));
        typed.values().forEach(value -> cells.add(Cells.guarded(value)));
    }

    byte[] bytes() {
        try {
            rows.close();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<String> columns() {
        var columns = new ArrayList<>(COLUMNS);
        if (withBilling) {
            Typed.of(null).keySet().forEach(field -> columns.add("billing." + field));
        }
        return columns;
    }
}
