package lethe.audit.transparency;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import lethe.audit.log.UnsequencedEntries;
import lethe.platform.kernel.OrganisationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks several times a second which organisations have entries without a place, whichever node wrote them. */
@Component
class Sequencing {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencing.class);
    private final UnsequencedEntries sequence;
    private final Growth growth;
    private final Set<OrganisationId> failing = ConcurrentHashMap.newKeySet();
    private final ReentrantLock looking = new ReentrantLock();

    Sequencing(UnsequencedEntries sequence, Growth growth) {
        this.sequence = sequence;
        this.growth = growth;
    }

    /**
     * At a fixed rate, and so in threads of its own: all jobs of a fixed delay share one, which a long one holds up, and receipts
     * promise their proof within seconds. While one look takes long, none is begun beside it.
     */
    @Scheduled(fixedRate = 200, timeUnit = TimeUnit.MILLISECONDS)
    void sequence() {
        if (looking.tryLock()) {
            try {
                sequenceAll();
            } finally {
                looking.unlock();
            }
        }
    }

    private void sequenceAll() {
        try {
            sequence.waiting().forEach(this::sequence);
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("no audit log is sequenced while the database is away");
        }
    }

    /** One log that cannot grow, because somebody has damaged it, holds up none of the others. */
    private void sequence(OrganisationId organisation) {
        try {
            growth.grow(organisation);
            failing.remove(organisation);
        } catch (RuntimeException notYet) {
            if (failing.add(organisation)) {
                LOG.warn(
                        "the audit log of {} cannot be sequenced for the moment: {}",
                        organisation,
                        notYet.getClass().getSimpleName());
            }
        }
    }
}
