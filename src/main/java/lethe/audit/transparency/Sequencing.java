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

/** Looks several times a second for organisations with waiting entries, whichever node wrote them. */
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
     * At a fixed rate, and therefore on threads of its own: all jobs with a fixed delay share one thread, which a long job would
     * block, but receipts promise their proof within seconds. Runs never overlap.
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
            LOG.debug("no audit log is sequenced while the database is unavailable");
        }
    }

    /** A damaged log that cannot grow does not delay the others. */
    private void sequence(OrganisationId organisation) {
        try {
            growth.grow(organisation);
            failing.remove(organisation);
        } catch (RuntimeException notYet) {
            if (failing.add(organisation)) {
                LOG.warn(
                        "the audit log of {} cannot be sequenced at the moment: {}",
                        organisation,
                        notYet.getClass().getSimpleName());
            }
        }
    }
}
