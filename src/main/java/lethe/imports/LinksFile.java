package lethe.imports;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import lethe.audit.Audit;
import lethe.csv.Sheet;
import lethe.kernel.Actor;
import lethe.kernel.Conflict;
import lethe.kernel.Gone;
import lethe.kernel.NotFound;
import lethe.kernel.Permission;
import lethe.kernel.SecretToken;
import lethe.kernel.UserId;
import lethe.organisations.PublicUrl;
import lethe.signin.ManyLinks;
import lethe.staging.ImportId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The links of everybody whom an import created, made while they are handed out, of whoever is there then: no secret
 * waits anywhere. Once they were handed out they are gone; a download that breaks off may be begun again, with new links.
 */
@Component
class LinksFile {
    private static final int BATCH = 500;
    private final ImportStore imports;
    private final ImportedStore imported;
    private final ManyLinks links;
    private final PublicUrl url;
    private final Audit audit;
    private final TransactionTemplate transaction;

    LinksFile(
            ImportStore imports,
            ImportedStore imported,
            ManyLinks links,
            PublicUrl url,
            Audit audit,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.imported = imported;
        this.links = links;
        this.url = url;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Before the first byte: refuses what was fetched, and what is not over. */
    void take(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        transaction.executeWithoutResult(status -> {
            var held = imports.hold(id).orElseThrow(NotFound::new);
            if (!held.status().isOver()) {
                throw Conflict.changedMeanwhile(held);
            } else if (!imports.takeLinks(id)) {
                throw new Gone();
            }
            audit.record(actor, "import.links-fetched", Imports.target(id));
        });
    }

    /** Writes {@code line;userId;link}. */
    void write(Actor actor, ImportId id, OutputStream output) {
        try {
            var sheet = Sheet.to(output);
            var address = url.to("/link/");
            sheet.line("line", "userId", "link");
            var after = 0;
            while (after >= 0) {
                after = writeSome(actor, id, sheet, address, after);
            }
            transaction.executeWithoutResult(status -> {
                imports.linksFetched(id);
                imported.delete(id);
            });
        } catch (UncheckedIOException brokenOff) {
            transaction.executeWithoutResult(status -> imports.keepLinksTaken(id, false));
            throw brokenOff;
        }
    }

    /** Up to which line; -1 after the last one. */
    private int writeSome(Actor actor, ImportId id, Sheet sheet, String address, int after) {
        var people = transaction.execute(status -> imported.list(id, after, BATCH));
        if (people == null || people.isEmpty()) {
            sheet.flush();
            return -1;
        }
        var issued = transaction.execute(status -> {
            imports.keepLinksTaken(id, true);
            return links.issue(actor, people.values());
        });
        people.forEach(
                (line, person) -> write(sheet, line, person, address, issued == null ? null : issued.get(person)));
        sheet.flush();
        return people.keySet().stream().reduce((earlier, later) -> later).orElse(-1);
    }

    private static void write(Sheet sheet, int line, UserId person, String address, @Nullable SecretToken link) {
        if (link != null) {
            sheet.line(String.valueOf(line), person.toString(), address + link.text());
        }
    }
}
