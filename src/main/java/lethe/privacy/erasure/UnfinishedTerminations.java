package lethe.privacy.erasure;

import java.time.Duration;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Finishes terminations that a crash or an unavailable mirror interrupted between their two steps, whichever node began
 * them.
 */
@Component
class UnfinishedTerminations implements BackgroundJob, SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedTerminations.class);
    private final Termination termination;
    private final TerminationStore store;

    UnfinishedTerminations(Termination termination, TerminationStore store) {
        this.termination = termination;
        this.store = store;
    }

    /** Runs before the first request is served. */
    @Override
    public void afterSingletonsInstantiated() {
        look();
    }

    @Override
    public String kindOfWork() {
        return TerminationStore.KIND;
    }

    @Override
    public Duration again() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void look() {
        for (var work : store.unfinished()) {
            try {
                TenantContext.in(
                        work.organisation(),
                        () -> termination.finish(Actor.system(work.organisation()), work.person()));
            } catch (RuntimeException notYet) {
                LOG.warn(
                        "termination of {} not finished, will be retried: {}",
                        work.person(),
                        notYet.getClass().getSimpleName());
            }
        }
    }
}
