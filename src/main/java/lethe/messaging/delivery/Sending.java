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
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes campaigns that are due, on every node, and renews the leases of those that this node is sending. */
@Component
class Sending implements BackgroundJob, AutoCloseable {
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

    @Override
    public String kindOfWork() {
        return WorkStore.SEND;
    }

    @Override
    public void look() {
        store.due(clock.instant()).forEach(due -> attempt(due, this::send));
    }

    /**
     * At a fixed rate, and so in its own thread: all fixed-delay jobs share one thread, in which a long job delays the
     * others.
     */
    @Scheduled(fixedRate = 2, initialDelay = 2, timeUnit = TimeUnit.SECONDS)
    void renew() {
        jobs.forEach(job -> attempt(job.due(), due -> running.renew(job)));
    }

    private static void attempt(DueDelivery due, Consumer<DueDelivery> task) {
        try {
            TenantContext.run(due.organisation(), () -> task.accept(due));
        } catch (RuntimeException failure) {
            LOG.warn(
                    "sending a newsletter was interrupted, will be resumed: {}",
                    failure.getClass().getSimpleName());
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
            // The operator's campaigns go to many organisations: the next one need not wait for the next second.
            if (isDone.get() && !closing) {
                store.lookNow();
            }
        });
    }

    /**
     * Finishes the mails on the wire if possible. Another node continues with the rest within 15 seconds, or this one
     * after its next start.
     */
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
