package lethe.platform.jobs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one node that run jobs of a kind. Failed jobs are retried when their lease expires.
 *
 * @param <I> the job's ID
 */
public final class JobWorkers<I> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);
    private final Leases<I> leases;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public JobWorkers(Leases<I> leases) {
        this.leases = leases;
    }

    public void begin(Runnable task) {
        threads.execute(task);
    }

    public void begin(OrganisationId organisation, I job, Runnable task) {
        begin(() -> attempt(organisation, job, task));
    }

    /** Takes over due jobs that no node is running. */
    public void lookAround(BiConsumer<OrganisationId, I> goOn) {
        for (var due : leases.due()) {
            if (TenantContext.in(due.organisation(), () -> leases.take(due.id()))) {
                begin(due.organisation(), due.id(), () -> goOn.accept(due.organisation(), due.id()));
            }
        }
    }

    /** Runs the task in the organisation of the job. */
    public void attempt(OrganisationId organisation, I job, Runnable task) {
        try {
            TenantContext.run(organisation, task);
        } catch (Leases.Over over) {
            TenantContext.run(organisation, () -> leases.now(job));
        } catch (RuntimeException failure) {
            LOG.warn("{} will be continued later: {}", job, failure.getClass().getSimpleName());
        }
    }

    /** Releases the running jobs: another node takes them over within {@link JobDispatcher#AHEAD}, or this one after a restart. */
    @Override
    public void close() {
        leases.close();
        threads.close();
    }
}
