package lethe.partners.csv;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import lethe.partners.billing.Billing;
import lethe.partners.billing.BillingDetails;
import lethe.partners.csv.CsvLines.Line;
import lethe.partners.partners.Partner;
import lethe.partners.partners.PartnerId;
import lethe.partners.partners.Partners;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import org.springframework.stereotype.Component;

/**
 * Import and export of partners as files. Exporting billing details requires {@link Permission#VIEW_BILLING_DETAILS}.
 */
@Component
public class PartnerFiles {
    private static final int BATCH = 200;
    private static final int DIGEST = 20;
    private final Partners partners;
    private final Billing billing;
    private final Uploads uploads;

    PartnerFiles(Partners partners, Billing billing, Uploads uploads) {
        this.partners = partners;
        this.billing = billing;
        this.uploads = uploads;
    }

    /** @param output called once the request can no longer be refused */
    void export(Actor actor, boolean withBilling, Supplier<CsvOutput> output) {
        actor.need(Permission.VIEW_PARTNERS);
        if (withBilling) {
            actor.need(Permission.VIEW_BILLING_DETAILS);
        }
        var some = partners.following(actor, null);
        var to = output.get();
        var export = new PartnerExport(to, withBilling);
        while (!some.isEmpty()) {
            add(actor, export, some, withBilling);
            some = partners.following(actor, some.getLast());
        }
        to.flush();
    }

    /** Checks a file and keeps it for a while, so that its valid lines can be created. */
    void check(Actor actor, byte[] file) {
        actor.need(Permission.EDIT_PARTNERS);
        CsvLines.of(file);
        uploads.keep(actor, file);
    }

    /** Returns the file checked last; empty once it was created or has expired. */
    Optional<CsvLines> checked(Actor actor) {
        actor.need(Permission.EDIT_PARTNERS);
        return uploads.of(actor).map(CsvLines::of);
    }

    /** Writes the rejected lines of the file checked last, with their errors. */
    void correct(Actor actor, Supplier<CsvOutput> output, Function<FieldError, String> words) {
        actor.need(Permission.EDIT_PARTNERS);
        var file = uploads.of(actor).orElseThrow(NotFound::new);
        CsvLines.of(file).correct(file, output.get(), words);
    }

    /**
     * Creates the valid lines of the checked file in batches, each all or nothing. It can be repeated after an
     * interruption: the same user never creates a batch of the same file twice.
     */
    Outcome create(Actor actor) {
        actor.need(Permission.EDIT_PARTNERS);
        var file = uploads.of(actor).orElseThrow(() -> Invalid.field("file", "file-gone"));
        var lines = CsvLines.of(file);
        var good = lines.good();
        var created = 0;
        for (var start = 0; start < good.size(); start += BATCH) {
            var batch = good.subList(start, Math.min(start + BATCH, good.size()));
            var key = digest(file) + ":" + start;
            if (partners.createAll(actor, batch.stream().map(Line::partner).toList(), key)) {
                created += batch.size();
            }
        }
        uploads.remove(actor);
        return new Outcome(created, good.size() - created, lines.bad().size());
    }

    /**
     * @param repeated how many had been created from the same file before
     * @param left how many lines were rejected
     */
    public record Outcome(int created, int repeated, int left) {}

    private void add(Actor actor, PartnerExport export, List<Partner> some, boolean withBilling) {
        var ids = some.stream().map(Partner::id).toList();
        var details = withBilling ? billing.export(actor, ids) : Map.<PartnerId, BillingDetails>of();
        some.forEach(partner -> export.add(partner, details.get(partner.id())));
    }

    private static String digest(byte[] file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(file);
            return HexFormat.of().formatHex(digest, 0, DIGEST);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
