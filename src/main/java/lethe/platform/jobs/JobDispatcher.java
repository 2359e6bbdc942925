package lethe.platform.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets each job look when there may be something to find, and sleeps meanwhile. What this node records wakes its job as soon as it
 * is committed. What other nodes recorded, or left behind, is found by one statement about all kinds every {@link #AHEAD}; it covers
 * what will be due until the next one, so that an expired lease is taken over on time.
 */
@Component
class JobDispatcher implements SmartLifecycle {
    static final Duration AHEAD = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(JobDispatcher.class);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(2);
    private static final int SECONDS_TO_FINISH = 3;
    private final ObjectProvider<BackgroundJob> found;
    private final DueKinds kinds;
    private final TaskScheduler scheduler;
    private final Clock clock;
    private final LookTimes asking = new LookTimes(DATABASE_AWAY);
    private volatile Map<String, Line> lines = Map.of();
    private volatile @Nullable Thread sleeper;
    private volatile @Nullable ExecutorService threads;

    JobDispatcher(ObjectProvider<BackgroundJob> found, DueKinds kinds, TaskScheduler scheduler, Clock clock) {
        this.found = found;
        this.kinds = kinds;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    private record Line(BackgroundJob job, LookTimes times) {
        Line(BackgroundJob job) {
            this(job, new LookTimes(job.again()));
        }
    }

    /** See {@link Agenda#expect}. */
    void expect(String kind, Instant due) {
        var expected = new Expected(this, kind, due.isAfter(clock.instant()) ? due : Instant.MIN);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(expected);
        } else {
            wake(kind, expected.due());
        }
    }

    /** Equal ones of a transaction are one: an import records thousands of entries in each. */
    private record Expected(JobDispatcher dispatcher, String kind, Instant due) implements TransactionSynchronization {
        /** Also if it is unknown whether the transaction was committed. */
        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_ROLLED_BACK) {
                dispatcher.wake(kind, due);
            }
        }
    }

    /** What is due later is seen in time by a statement that begins after the commit. */
    private void wake(String kind, Instant due) {
        var line = lines.get(kind);
        var now = clock.instant();
        if (line != null && !due.isAfter(now.plus(AHEAD))) {
            if (due.isAfter(now)) {
                line.times().wakeAt(due);
            } else {
                line.times().wake();
            }
            rouse();
        }
    }

    /** A look has found something: another follows. */
    void found(String kind) {
        var line = lines.get(kind);
        if (line != null) {
            line.times().found(clock.instant());
            rouse();
        }
    }

    /** Asks about all kinds now, not only when the time comes. */
    void ask() {
        asking.wake();
        rouse();
    }

    /** Begins the looks that are due; returns when the next one will be. */
    Instant step() {
        var now = clock.instant();
        begin(asking, "jobs", this::askAll, now);
        lines.forEach((kind, line) -> begin(line.times(), kind, line.job()::look, now));
        return all().map(times -> times.next(now)).min(Instant::compareTo).orElseThrow();
    }

    /** Whether no look is under way. */
    boolean isIdle() {
        return all().noneMatch(LookTimes::isLooking);
    }

    private Stream<LookTimes> all() {
        return Stream.concat(Stream.of(asking), lines.values().stream().map(Line::times));
    }

    private void begin(LookTimes times, String name, Runnable look, Instant now) {
        var begins = threads;
        if (begins != null && times.begin(now)) {
            try {
                begins.execute(() -> {
                    Thread.currentThread().setName("look-" + name);
                    look(times, name, look);
                    rouse();
                });
            } catch (RejectedExecutionException | OutOfMemoryError noThread) {
                times.end(true);
            }
        }
    }

    private static void look(LookTimes times, String job, Runnable look) {
        var failed = true;
        try {
            look.run();
            failed = false;
        } catch (RuntimeException | Error notNow) {
            LOG.warn("{} cannot look at the moment: {}", job, notNow.getClass().getSimpleName());
        } finally {
            times.end(failed);
        }
    }

    private void askAll() {
        var from = clock.instant();
        Collection<BackgroundJob> jobs = lines.values().stream().map(Line::job).toList();
        var coming = kinds.by(from.plus(AHEAD), jobs);
        asking.wakeOnlyAt(from.plus(AHEAD));
        lines.forEach((kind, line) -> {
            if (coming.contains(kind)) {
                line.times().comingUntil(from.plus(AHEAD));
            } else {
                line.times().nothingComing();
            }
        });
    }

    /** A thread that is roused before it sleeps does not fall asleep. */
    private void rouse() {
        var sleeping = sleeper;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }

    private void run() {
        var self = Thread.currentThread();
        sleeper = self;
        while (sleeper == self && isRunning()) {
            sleepUntil(step());
        }
    }

    /** Never for longer than {@link #AHEAD}: the clock may be set meanwhile. */
    private void sleepUntil(Instant next) {
        var now = clock.instant();
        if (next.isAfter(now)) {
            var end = next.isBefore(now.plus(AHEAD)) ? next : now.plus(AHEAD);
            LockSupport.parkNanos(this, Duration.between(now, end).toNanos());
        }
    }

    @Override
    public void start() {
        List<BackgroundJob> jobs = found.stream().toList();
        lines = jobs.stream().collect(Collectors.toMap(BackgroundJob::kindOfWork, Line::new));
        threads = Executors.newVirtualThreadPerTaskExecutor();
        asking.wake();
        scheduler.schedule(() -> Thread.ofVirtual().name("jobs").start(this::run), Instant.now());
    }

    /** What is looking may finish; what is recorded from now on is left to other nodes or the next start. */
    @Override
    public void stop() {
        var sleeping = sleeper;
        sleeper = null;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
        var looking = threads;
        threads = null;
        if (looking != null) {
            looking.shutdown();
            try {
                looking.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }
}
