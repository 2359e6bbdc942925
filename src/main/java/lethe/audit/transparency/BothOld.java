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
 * Refuses to start if both the database and the key file are older than a checkpoint kept beside them, even if a restore was
 * declared. If only one of them is old, the other repairs it.
 */
@Component
class BothOld {
    private final OpenedKeyFile opened;
    private final TrustedCheckpoints trustedCheckpoints;
    private final TreeReader tree;
    private final Tenants tenants;
    private final TransactionTemplate transaction;

    BothOld(
            OpenedKeyFile opened,
            TrustedCheckpoints trustedCheckpoints,
            TreeReader tree,
            Tenants tenants,
            TransactionTemplate transaction) {
        this.opened = opened;
        this.trustedCheckpoints = trustedCheckpoints;
        this.tree = tree;
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
        for (var note : trustedCheckpoints.of(log)) {
            var kept = Checkpoint.parse(note).orElseThrow();
            if (!reaches(organisation, kept)) {
                throw new StartupRefused(
                        "Database and key file are both too old: the directory checkpoints has a later checkpoint,"
                                + " over " + kept.size() + " entries of " + kept.origin()
                                + ". All users terminated since would be back: restore the newest of both, or"
                                + " today's copy of one of them. See docs/copies.md.");
            }
        }
    }

    private boolean reaches(OrganisationId organisation, Checkpoint kept) {
        return TenantContext.in(
                organisation,
                () -> Objects.requireNonNull(transaction.execute(status -> tree.reaches(organisation, kept))));
    }
}
