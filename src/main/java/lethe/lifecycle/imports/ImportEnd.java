package lethe.lifecycle.imports;

import lethe.lifecycle.staging.Forgetting;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.StagedLines;
import lethe.platform.jobs.Leases;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.personaldata.DataCategory;
import lethe.privacy.retention.RetentionPolicy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases the data of ended imports: waiting lines immediately, links and problems after the retention period. */
@Component
class ImportEnd {
    private final ImportStore imports;
    private final StagedLines lines;
    private final ImportLinks importLinks;
    private final Forgetting forgetting;
    private final Leases<ImportId> leases;
    private final RetentionPolicy retention;
    private final TransactionTemplate transaction;

    ImportEnd(
            ImportStore imports,
            StagedLines lines,
            ImportLinks importLinks,
            Forgetting forgetting,
            Leases<ImportId> leases,
            RetentionPolicy retention,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.lines = lines;
        this.importLinks = importLinks;
        this.forgetting = forgetting;
        this.leases = leases;
        this.retention = retention;
        this.transaction = transaction;
    }

    /** Erases all waiting lines before it returns. */
    void forget(OrganisationId organisation, ImportId id) {
        forgetting.all(organisation, id);
        leases.untilExpiry(id);
    }

    /** Erases the waiting lines of an ended import; its links and problems are kept for a while. */
    void tidyUp(OrganisationId organisation, ImportId id) {
        var over = transaction.execute(
                status -> imports.find(id).filter(one -> one.status().isOver()).isPresent());
        if (Boolean.TRUE.equals(over)) {
            forget(organisation, id);
            transaction.executeWithoutResult(status -> expireIfOld(id));
        }
    }

    /** Keeps only the counts of an import after its retention period. */
    private void expireIfOld(ImportId id) {
        if (imports.isOlder(id, retention.of(DataCategory.IMPORT).before())) {
            importLinks.close(id);
            lines.deleteProblems(id);
            leases.end(id);
        }
    }
}
