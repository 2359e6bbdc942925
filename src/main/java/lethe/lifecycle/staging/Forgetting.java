package lethe.lifecycle.staging;

import java.util.Collection;
import lethe.platform.jobs.Leases;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lines that become nobody, forgotten as people are: rows first, then the keys, some hundred at a time. */
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

    /** In the transaction that deletes the lines. */
    public void later(OrganisationId organisation, ImportId id, Collection<KeySlot> slots) {
        if (!slots.isEmpty()) {
            vault.forgetLater(organisation, id.value(), slots);
        }
    }

    /** Destroys what keys there are left to destroy; refuses while the mirror is out of reach. */
    public void finish(OrganisationId organisation, ImportId id) {
        transaction.execute(status -> vault.forget(organisation, id.value()).orElseThrow(Unavailable::new));
    }

    /** Everything that waits; begun by one node, it may be finished by another. */
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
