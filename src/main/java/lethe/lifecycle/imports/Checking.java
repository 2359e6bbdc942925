package lethe.lifecycle.imports;

import java.util.ArrayList;
import java.util.List;
import lethe.lifecycle.imports.Import.Status;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.LineValidator;
import lethe.lifecycle.staging.LineValidator.Verdict;
import lethe.lifecycle.staging.StagedLines;
import lethe.platform.formats.CsvInput;
import lethe.platform.jobs.Leases;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The dry run: reports what is wrong with which line, and claims and encrypts the others, so that no uploaded data is
 * left in clear text afterwards.
 */
@Component
class Checking {
    /** E-mails claimed in one transaction, with one sync. */
    private static final int BATCH = 500;

    private final ImportStore imports;
    private final StagedLines lines;
    private final Leases<ImportId> leases;
    private final TransactionTemplate transaction;

    Checking(ImportStore imports, StagedLines lines, Leases<ImportId> leases, TransactionTemplate transaction) {
        this.imports = imports;
        this.lines = lines;
        this.leases = leases;
        this.transaction = transaction;
    }

    /** Checks the whole file, unless the import is cancelled in the meantime. */
    void check(Actor actor, ImportId id, CsvInput table, LineValidator validator) {
        actor.need(Permission.MANAGE_USERS);
        var batch = new ArrayList<Verdict>();
        table.forEach(row -> {
            batch.add(validator.of(row));
            if (batch.size() == BATCH) {
                keep(actor.organisation(), id, batch);
                batch.clear();
            }
        });
        keep(actor.organisation(), id, batch);
        transaction.executeWithoutResult(status -> {
            requireChecking(id);
            imports.checked(id);
            leases.untilExpiry(id);
        });
    }

    private void keep(OrganisationId organisation, ImportId id, List<Verdict> batch) {
        leases.patiently(() -> transaction.execute(status -> {
            requireChecking(id);
            imports.count(id, lines.stage(organisation, id, batch), 0, 0);
            leases.renew(id);
            return true;
        }));
    }

    /** Locks the import until the transaction ends, so that a cancelled one gets no more lines. */
    private void requireChecking(ImportId id) {
        if (imports.lock(id).map(Import::status).orElse(Status.CANCELLED) != Status.CHECKING) {
            throw new Leases.Over();
        }
    }
}
