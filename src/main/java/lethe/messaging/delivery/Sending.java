package lethe.messaging.delivery;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks around for what is to be sent, on every node, and keeps the lease of what this one is at work on. */
@Component
class Sending implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final int AT_ONCE = 2;
    private static final int SECONDS_TO_FINISH = 4;
    private final WorkStore store;
    private final CampaignRun running;
    private final Clock clock;
    private final Set<DeliveryJob> jobs = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;

    Sending(WorkStore store, CampaignRun running, Clock clock) {
        this.store = store;
        this.running = running;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.SECONDS)
    void lookAround() {
        try {
            store.due(clock.instant()).forEach(due -> attempt(due, this::send));
        } catch (RuntimeException notNow) {
            LOG.warn("no newsletter is sent for now: {}", notNow.getClass().getSimpleName());
        }
    }

    /** At a fixed rate, and so in a thread of its own: all jobs of a fixed delay share one, which a long one holds up. */
    @Scheduled(fixedRate = 2, initialDelay = 2, timeUnit = TimeUnit.SECONDS)
    void renew() {
        jobs.forEach(job -> attempt(job.due(), due -> running.renew(job)));
    }

    private static void attempt(DueDelivery due, Consumer<DueDelivery> task) {
        try {
            TenantContext.run(due.organisation(), () -> task.accept(due));
        } catch (RuntimeException failure) {
            LOG.warn(
                    "a newsletter is gone on with later: {}", failure.getClass().getSimpleName());
        }
    }

    private void send(DueDelivery due) {
        if (!closing && places.tryAcquire()) {
            var begun = false;
            try {
                var job = running.begin(due);
                begun = job.isPresent();
                job.ifPresent(this::start);
            } finally {
                if (!begun) {
                    places.release();
                }
            }
        }
    }

    private void start(DeliveryJob job) {
        jobs.add(job);
        work.execute(() -> {
            var isDone = new AtomicBoolean();
            try {
                attempt(job.due(), due -> isDone.set(running.go(job)));
            } finally {
                jobs.remove(job);
                places.release();
            }
            // The operator's go to as many organisations as there are: none waits for the next second.
            if (isDone.get() && !closing) {
                lookAround();
            }
        });
    }

    /** What is on the wire is finished if it can be; another node goes on with the rest within 15 seconds, or this one after its next start. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        jobs.forEach(DeliveryJob::stop);
        work.shutdown();
        if (!work.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
            work.shutdownNow();
        }
    }
}
