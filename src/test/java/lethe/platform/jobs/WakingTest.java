package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** With real threads, and without the question about all kinds, which always says that there is nothing: the wake-up must do. */
class WakingTest {
    private static final String KIND = "TRIED";
    private final Job job = new Job();
    private final DueKinds nothing = mock(DueKinds.class);
    private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
    private @Nullable JobDispatcher dispatcher;

    private static final class Job implements BackgroundJob {
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

        @Override
        public String kindOfWork() {
            return KIND;
        }

        @Override
        public void look() {
            looks.incrementAndGet();
            next.getAndSet(() -> {}).run();
        }
    }

    @AfterEach
    void stop() {
        if (dispatcher != null) {
            dispatcher.stop();
        }
        scheduler.close();
    }

    @Test
    void looksWithoutAsking() {
        var woken = started(Clock.systemUTC());

        for (var number = 1; number <= 3; number++) {
            var expected = number;
            woken.expect(KIND, Instant.MIN);
            await().untilAsserted(() -> assertThat(job.looks).hasValue(expected));
        }
    }

    @Test
    void aWakeUpDuringALookIsNotLost() throws Exception {
        var isLooking = new CountDownLatch(1);
        var let = new CountDownLatch(1);
        job.next.set(() -> {
            isLooking.countDown();
            acquire(let);
        });
        var woken = started(Clock.systemUTC());
        woken.expect(KIND, Instant.MIN);
        assertThat(isLooking.await(30, TimeUnit.SECONDS)).isTrue();

        woken.expect(KIND, Instant.MIN);
        let.countDown();

        await().untilAsserted(() -> assertThat(job.looks).hasValue(2));
    }

    /** Between "nothing is due" and "sleep": the sleeper reads the clock once more in between. */
    @Test
    void aWakeUpBeforeTheSleepIsNotLost() {
        var sleeper = new SleepersClock();
        var woken = started(sleeper);
        await().until(() -> sleeper.isAsleep());

        sleeper.beforeSleep.set(() -> woken.expect(KIND, Instant.MIN));
        woken.ask();

        await().untilAsserted(() -> assertThat(job.looks).hasValue(1));
    }

    @Test
    void aFailedLookIsRepeated() {
        job.next.set(() -> {
            throw new IllegalStateException("not now");
        });
        started(Clock.systemUTC()).expect(KIND, Instant.MIN);

        await().untilAsserted(() -> assertThat(job.looks).hasValue(2));
    }

    @Test
    void anErrorDoesNotSilenceAJob() {
        job.next.set(() -> {
            throw new AssertionError("expected by this test");
        });
        started(Clock.systemUTC()).expect(KIND, Instant.MIN);

        await().untilAsserted(() -> assertThat(job.looks).hasValue(2));
    }

    @Test
    void asksAgainAfterTheDatabaseWasAway() {
        when(nothing.by(any(), any()))
                .thenThrow(new IllegalStateException("away"))
                .thenReturn(Set.of(KIND));

        started(Clock.systemUTC());

        await().untilAsserted(() -> assertThat(job.looks).hasPositiveValue());
    }

    @Test
    void looksNoMoreAfterItsStopAndAgainAfterItsStart() {
        var woken = started(Clock.systemUTC());
        woken.stop();
        woken.expect(KIND, Instant.MIN);
        assertThat(woken.isRunning()).isFalse();
        assertThat(job.looks).hasValue(0);

        when(nothing.by(any(), any())).thenReturn(Set.of(KIND));
        woken.start();

        await().untilAsserted(() -> assertThat(job.looks).hasPositiveValue());
    }

    /** What is looking when the platform stops may finish. */
    @Test
    void aStopWaitsForLooks() throws Exception {
        var isLooking = new Semaphore(0);
        var end = new AtomicInteger();
        job.next.set(() -> {
            isLooking.release();
            Thread.yield();
            end.incrementAndGet();
        });
        var woken = started(Clock.systemUTC());
        woken.expect(KIND, Instant.MIN);
        assertThat(isLooking.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

        woken.stop();

        assertThat(end).hasValue(1);
    }

    private JobDispatcher started(Clock clock) {
        var jobs = new DefaultListableBeanFactory();
        jobs.registerSingleton("job", job);
        var started = new JobDispatcher(jobs.getBeanProvider(BackgroundJob.class), nothing, scheduler, clock);
        dispatcher = started;
        started.start();
        return started;
    }

    private static void acquire(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The real time; knows that the dispatcher's thread reads it first to see what is due, then to know how long to sleep. */
    private static final class SleepersClock extends Clock {
        private final AtomicReference<@Nullable Runnable> beforeSleep = new AtomicReference<>();
        private volatile @Nullable Thread sleeper;
        private volatile boolean isWithin;

        boolean isAsleep() {
            var thread = sleeper;
            return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
        }

        @Override
        public Instant instant() {
            if (!isWithin && isCalledBy("sleepUntil")) {
                sleeper = Thread.currentThread();
                var work = beforeSleep.getAndSet(null);
                if (work != null) {
                    isWithin = true;
                    work.run();
                    isWithin = false;
                }
            }
            return Instant.now();
        }

        private static boolean isCalledBy(String method) {
            return StackWalker.getInstance().walk(frames -> frames.limit(3)
                    .anyMatch(frame -> frame.getMethodName().equals(method)));
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
