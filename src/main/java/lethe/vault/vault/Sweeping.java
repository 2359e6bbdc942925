package lethe.vault.vault;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes forgotten data from this process's memory: a garbage collection moves all live objects together, then the free heap is
 * overwritten, because the collector leaves the old bytes in place.
 *
 * <p>One sweep serves everything forgotten before it. An open connection may still hold its last request, so a second sweep
 * follows when it must have ended.
 */
@Component
final class Sweeping {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** Longer than the server keeps an idle connection alive. */
    private static final Duration LINGERING = Duration.ofSeconds(35);

    /** A whole heap region, if the collector has regions: such an array is not moved and fills its region. */
    private static final int PIECE = region().orElse(1 << 16);

    private static final int HEADER = 16;
    private final Clock clock;
    private final ReentrantLock underway = new ReentrantLock();
    private @Nullable Instant asked;
    private Instant swept = Instant.MIN;

    Sweeping(Clock clock) {
        this.clock = clock;
    }

    /** Within seconds, and once more after connections have ended. */
    synchronized void soon() {
        asked = clock.instant();
    }

    /** Not on the thread that all scheduled work shares. */
    @Scheduled(fixedDelay = 3, initialDelay = 3, timeUnit = TimeUnit.SECONDS)
    void look() {
        Thread.ofVirtual().name("sweeping").start(this::sweepOnce);
    }

    void sweepOnce() {
        if (underway.tryLock()) {
            try {
                if (isDue(clock.instant())) {
                    sweep();
                    ended(clock.instant());
                }
            } finally {
                underway.unlock();
            }
        }
    }

    synchronized boolean isDue(Instant now) {
        var since = asked;
        if (since == null || now.isBefore(swept.plus(PAUSE))) {
            return false;
        }
        asked = now.isAfter(since.plus(LINGERING)) ? null : since;
        return true;
    }

    /** The pause begins when a sweep ends, however long it took. */
    synchronized void ended(Instant now) {
        swept = now;
    }

    private static void sweep() {
        System.gc();
        overwriteFree();
    }

    /**
     * The virtual machine zeroes each array; no more than the free memory is allocated, so that the heap need not grow. Soft
     * references let other threads have the memory before they run out.
     */
    private static void overwriteFree() {
        var runtime = Runtime.getRuntime();
        var pieces = new ArrayList<SoftReference<byte[]>>();
        for (var left = runtime.freeMemory() / PIECE; left > 0 && hasRoom(runtime); left--) {
            pieces.add(new SoftReference<>(new byte[PIECE - HEADER]));
        }
        Reference.reachabilityFence(pieces);
    }

    /** A heap that is nearly full is overwritten by normal use, and must not be filled further. */
    private static boolean hasRoom(Runtime runtime) {
        var used = runtime.totalMemory() - runtime.freeMemory();
        return used < runtime.maxMemory() / 4 * 3;
    }

    private static Optional<Integer> region() {
        return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
                .map(machine ->
                        Integer.valueOf(machine.getVMOption("G1HeapRegionSize").getValue()))
                .filter(size -> size > 0);
    }
}
