package lethe.organisations;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lethe.platform.database.OpenTransaction;
import lethe.platform.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Finds the only organisation, for addresses without a slug. Every request asks, so the answer is cached for a second
 * or until this node founds another organisation. Foundings on other nodes are noticed within a second.
 */
@Component
class SoleOrganisation {
    private static final long GOOD = Duration.ofSeconds(1).toNanos();
    private final OrganisationStore store;
    private final AtomicLong founded = new AtomicLong();
    private volatile @Nullable Answer last;

    SoleOrganisation(OrganisationStore store) {
        this.store = store;
    }

    private record Answer(Optional<OrganisationId> only, long founded, long at) {}

    /** Empty if there are none or several. */
    Optional<OrganisationId> find() {
        var known = last;
        if (known == null || known.founded() != founded.get() || System.nanoTime() - known.at() >= GOOD) {
            OpenTransaction.end();
            var before = founded.get();
            known = new Answer(store.only(), before, System.nanoTime());
            last = known;
        }
        return known.only();
    }

    /** Called in the transaction that founds an organisation. */
    void founded() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                founded.incrementAndGet();
            }
        });
    }
}
