package lethe.lifecycle.staging;

import java.util.Collection;
import lethe.platform.jobs.Leases;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases lines that do not become users, in the same way as users: rows first, then the keys, a few hundred at a
 * time.
 */
@Component
public class Forgetting {
    private static final int BATCH = 500;

    private final StagedLines lines;
    private final Vault vault;
    private final Leases<ImportId> leases;
    private final TransactionTemplate transaction;

    Forgetting(StagedLines lines, Vault vault, Leases<ImportId> leases, TransactionTemplate transaction) {
        this.lines = lines;
        this.vault = vault;
        this.leases = leases;
        this.transaction = transaction;
    }

    /** Schedules the keys' destruction, in the transaction that deletes the lines. */
    public void later(OrganisationId organisation, ImportId id, Collection<KeySlot> slots) {
        if (!slots.isEmpty()) {
            vault.forgetLater(organisation, id.value(), slots);
        }
    }

    /** Destroys the remaining keys; throws {@link Unavailable} if the key file's second copy is unreachable. */
    public void finish(OrganisationId organisation, ImportId id) {
        transaction.execute(status -> vault.forget(organisation, id.value()).orElseThrow(Unavailable::new));
    }

    /** Erases all waiting lines; another node can continue it. */
    public void all(OrganisationId organisation, ImportId id) {
        var more = true;
        while (more) {
            finish(organisation, id);
            more = Boolean.TRUE.equals(transaction.execute(status -> some(organisation, id)));
        }
    }

    private boolean some(OrganisationId organisation, ImportId id) {
        var slots = lines.deleteSome(id, BATCH);
        later(organisation, id, slots);
        leases.renew(id);
        return !slots.isEmpty();
    }
}
