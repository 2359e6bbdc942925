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

/** Partners from and into files; billing details leave with {@link Permission#VIEW_BILLING_DETAILS} only. */
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

    /** @param sheet asked for only once nothing is refused any more */
    void export(Actor actor, boolean withBilling, Supplier<CsvOutput> sheet) {
        actor.need(Permission.VIEW_PARTNERS);
        if (withBilling) {
            actor.need(Permission.VIEW_BILLING_DETAILS);
        }
        var page = partners.page(actor, null);
        var to = sheet.get();
        var export = new PartnerExport(to, withBilling);
        add(actor, export, page.items(), withBilling);
        while (page.next() != null) {
            page = partners.page(actor, page.next());
            add(actor, export, page.items(), withBilling);
        }
        to.flush();
    }

    /** Reads a file and keeps it for a while, so that what is good in it can be created. */
    void check(Actor actor, byte[] file) {
        actor.need(Permission.EDIT_PARTNERS);
        CsvLines.of(file);
        uploads.keep(actor, file);
    }

    /** The file that was checked last; absent once it was created, or too long ago. */
    Optional<CsvLines> checked(Actor actor) {
        actor.need(Permission.EDIT_PARTNERS);
        return uploads.of(actor).map(CsvLines::of);
    }

    /** Of the file that was checked last: the lines in which something is wrong, with what. */
    void correct(Actor actor, Supplier<CsvOutput> sheet, Function<FieldError, String> words) {
        actor.need(Permission.EDIT_PARTNERS);
        var file = uploads.of(actor).orElseThrow(NotFound::new);
        CsvLines.of(file).correct(file, sheet.get(), words);
    }

    /**
     * Creates what is good in the file that was checked, batch after batch, each all or nothing. Begun again after it was
     * interrupted, it goes on where it was: a batch of the same file is never created twice by the same person.
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
     * @param repeated how many the same file had created before
     * @param left how many lines had something wrong
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
