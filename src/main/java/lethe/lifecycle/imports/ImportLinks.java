package lethe.lifecycle.imports;

import java.io.UncheckedIOException;
import java.util.List;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.StagedLine;
import lethe.organisations.PublicUrl;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.signin.credentials.BulkOneTimeLinks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The links of everybody whom an import created, made while they are handed out, of whoever is there then: no secret
 * waits anywhere. Once they were handed out they are gone; a download that breaks off may be begun again, with new links.
 */
@Component
class ImportLinks {
    private static final int BATCH = 500;
    private final HandoutStore store;
    private final BulkOneTimeLinks links;
    private final PublicUrl url;
    private final Audit audit;
    private final TransactionTemplate transaction;

    ImportLinks(
            HandoutStore store, BulkOneTimeLinks links, PublicUrl url, Audit audit, TransactionTemplate transaction) {
        this.store = store;
        this.links = links;
        this.url = url;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** In the transaction that makes people of the lines. */
    public void expect(OrganisationId organisation, ImportId id, List<StagedLine> lines) {
        store.insert(organisation, id, lines);
    }

    /** Whether somebody was created whose link nobody has fetched yet. */
    public boolean areThere(ImportId id) {
        return store.areThere(id);
    }

    /** For one who is about to write them, in their transaction; refuses what was fetched. */
    public void take(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        if (!store.take(id)) {
            throw new Gone();
        }
        audit.record(actor, "import.links-fetched", new Target(ImportId.KIND, id.value()));
    }

    /** What was not fetched in time is fetched no more. */
    public void close(ImportId id) {
        store.fetched(id);
        store.delete(id);
    }

    /** Writes {@code line;userId;link}, after they were taken. */
    public void write(Actor actor, ImportId id, CsvOutput sheet) {
        actor.need(Permission.MANAGE_USERS);
        try {
            var address = url.to("/link/");
            sheet.line("line", "userId", "link");
            var after = 0;
            while (after >= 0) {
                after = writeSome(actor, id, sheet, address, after);
            }
            transaction.executeWithoutResult(status -> close(id));
        } catch (UncheckedIOException | SignInFailed | Forbidden brokenOff) {
            transaction.executeWithoutResult(status -> store.keepTaken(id, false));
            throw brokenOff;
        }
    }

    /** Up to which line; -1 after the last one. */
    private int writeSome(Actor actor, ImportId id, CsvOutput sheet, String address, int after) {
        var people = transaction.execute(status -> store.list(id, after, BATCH));
        if (people == null || people.isEmpty()) {
            sheet.flush();
            return -1;
        }
        var issued = transaction.execute(status -> {
            store.keepTaken(id, true);
            return links.issue(actor, people.values());
        });
        people.forEach(
                (line, person) -> write(sheet, line, person, address, issued == null ? null : issued.get(person)));
        sheet.flush();
        return people.keySet().stream().reduce((earlier, later) -> later).orElse(-1);
    }

    private static void write(CsvOutput sheet, int line, UserId person, String address, @Nullable SecretToken link) {
        if (link != null) {
            sheet.line(String.valueOf(line), person.toString(), address + link.text());
        }
    }
}
