package lethe.audit.transparency;

import java.util.Objects;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.TenantContext;
import lethe.vault.vault.OpenedKeyFile;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refuses to start on an old database with a key file just as old, whatever a restore has declared, where a checkpoint that is
 * kept beside them is later. With today's key file an old database is healed; with today's database an old key file is.
 */
@Component
class BothOld {
    private final OpenedKeyFile opened;
    private final TrustedCheckpoints anchors;
    private final TreeReader book;
    private final Tenants tenants;
    private final TransactionTemplate transaction;

    BothOld(
            OpenedKeyFile opened,
            TrustedCheckpoints anchors,
            TreeReader book,
            Tenants tenants,
            TransactionTemplate transaction) {
        this.opened = opened;
        this.anchors = anchors;
        this.book = book;
        this.tenants = tenants;
        this.transaction = transaction;
    }

    void refuse() {
        if (opened.isOlder()) {
            tenants.all().forEach(this::refuse);
            opened.settle();
        }
    }

    private void refuse(OrganisationId organisation) {
        var log = Origin.of(organisation);
        for (var note : anchors.of(log)) {
            var kept = Checkpoint.parse(note).orElseThrow();
            if (!reaches(organisation, kept)) {
                throw new StartupRefused(
                        "Database and key file are both older than what is known beside them: a checkpoint"
                                + " over " + kept.size() + " entries of " + kept.origin()
                                + " in the directory checkpoints is"
                                + " later. All users terminated since would be back: restore the newest of both, or"
                                + " one of them, of today. See docs/copies.md.");
            }
        }
    }

    private boolean reaches(OrganisationId organisation, Checkpoint kept) {
        return TenantContext.in(
                organisation,
                () -> Objects.requireNonNull(transaction.execute(status -> book.reaches(organisation, kept))));
    }
}
