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
 * After something was forgotten, sweeps it out of this process: what nothing points to any more is collected, which moves all
 * that is alive together, and what the heap has free is overwritten, for a collector leaves the bytes where they were.
 *
 * <p>One sweep is for all that was forgotten until then. A connection that stays open may hold its last request: so there is
 * another sweep when it must have ended.
 */
@Component
final class Sweeping {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** Longer than a connection is kept alive without a request. */
    private static final Duration LINGERING = Duration.ofSeconds(35);

    /** A whole region of the heap, where it has any: such a piece stays where it is, and takes a region of its own. */
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

    /** The pause is between two, however long one takes. */
    synchronized void ended(Instant now) {
        swept = now;
    }

    private static void sweep() {
        System.gc();
        overwriteFree();
    }

    /**
     * The virtual machine writes zeros into each piece; no more than was free, so that the heap need not grow. Whoever needs the
     * room meanwhile gets it before they would fail: the pieces are held softly.
     */
    private static void overwriteFree() {
        var runtime = Runtime.getRuntime();
        var pieces = new ArrayList<SoftReference<byte[]>>();
        for (var left = runtime.freeMemory() / PIECE; left > 0 && hasRoom(runtime); left--) {
            pieces.add(new SoftReference<>(new byte[PIECE - HEADER]));
        }
        Reference.reachabilityFence(pieces);
    }

    /** A heap that is nearly full is overwritten by itself, and must not be filled by us. */
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
