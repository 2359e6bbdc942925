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
 * The sign-in links of the users created by an import. They are issued while they are downloaded, to the users who
 * exist then, so that no secret is stored. They can be downloaded once; a download that breaks off can be repeated
 * and then contains new links.
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

    /** Registers created users for links, in the transaction that creates them. */
    public void expect(OrganisationId organisation, ImportId id, List<StagedLine> lines) {
        store.insert(organisation, id, lines);
    }

    /** Whether there are links that have not been downloaded. */
    public boolean areThere(ImportId id) {
        return store.areThere(id);
    }

    /**
     * Reserves the links for the caller's download, in the caller's transaction; 410 if they have been downloaded.
     */
    public void take(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        if (!store.take(id)) {
            throw new Gone();
        }
        audit.record(actor, "import.links-fetched", new Target(ImportId.KIND, id.value()));
    }

    /** Closes the download: links that were not fetched in time are no longer available. */
    public void close(ImportId id) {
        store.fetched(id);
        store.delete(id);
    }

    /** Writes {@code line;userId;link}; call {@link #take} first. */
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

    /** Returns the last line written, -1 after the end. */
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
