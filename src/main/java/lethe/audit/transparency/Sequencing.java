package lethe.audit.transparency;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lethe.audit.log.UnsequencedEntries;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.kernel.OrganisationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Assigns indexes to waiting entries, at most five times a second: what came together grows the tree together. */
@Component
class Sequencing implements BackgroundJob {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencing.class);
    private final UnsequencedEntries sequence;
    private final Growth growth;
    private final Set<OrganisationId> failing = ConcurrentHashMap.newKeySet();

    Sequencing(UnsequencedEntries sequence, Growth growth) {
        this.sequence = sequence;
        this.growth = growth;
    }

    @Override
    public String kindOfWork() {
        return UnsequencedEntries.KIND;
    }

    @Override
    public Duration again() {
        return Duration.ofMillis(200);
    }

    /** The time is that of the node that wrote the entry. */
    @Override
    public boolean isDueAtOnce() {
        return true;
    }

    @Override
    public void look() {
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
