package lethe.web.api;

import java.util.EnumMap;
import java.util.Map;
import lethe.platform.kernel.Crowded;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The bytes that all requests together hold, whoever sends them and wherever to, and those that are kept between two of
 * them: a share of the heap, so that no number of bodies fills it. What is more than that is refused.
 *
 * <p>Strangers and files have shares of their own, so that neither keeps those out who are signed in.
 */
@Component
public final class HeldBytes {
    private static final long LEAST = 144L << 20;

    /** A request's own, outside of the bound: small forms get by however crowded it is. Connections bound their sum. */
    private static final long OWN = 4 << 10;

    private final long most;
    private final Map<Share, Long> held = new EnumMap<>(Share.class);

    /** Who holds, and what part of the whole they may hold together. */
    public enum Share {
        /** Of whom nobody knows who they are. */
        STRANGERS(0.125),
        /** Calls and forms of those who are signed in. */
        CALLS(1),
        /** Forms with a file. */
        FILES(0.5),
        /** Files that wait for their owner's next step. */
        KEPT(0.125);

        private final double part;

        Share(double part) {
            this.part = part;
        }
    }

    @Autowired
    HeldBytes() {
        this(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 10 * 3));
    }

    HeldBytes(long most) {
        this.most = most;
    }

    /** Holds nothing yet. */
    public Lease lease(Share share) {
        return new Lease(share);
    }

    /** How many bytes are held just now. */
    public synchronized long bytes() {
        return held.values().stream().mapToLong(Long::longValue).sum();
    }

    long most(Share share) {
        return (long) (most * share.part);
    }

    private synchronized boolean add(Share share, long more) {
        var now = held.getOrDefault(share, 0L) + more;
        var fits = more <= 0 || now <= most(share) && bytes() + more <= most;
        if (fits) {
            held.put(share, now);
        }
        return fits;
    }

    /** What one of them holds, until it is closed. */
    public final class Lease implements AutoCloseable {
        private final Share share;
        private long taken;

        private Lease(Share share) {
            this.share = share;
        }

        /** Whether there is room for so many bytes more; then they are held. */
        public synchronized boolean take(long more) {
            var fits = add(share, counted(taken + more) - counted(taken));
            if (fits) {
                taken += more;
            }
            return fits;
        }

        void need(long more) {
            if (!take(more)) {
                throw new Crowded();
            }
        }

        @Override
        public synchronized void close() {
            add(share, -counted(taken));
            taken = 0;
        }

        private static long counted(long bytes) {
            return Math.max(0, bytes - OWN);
        }
    }
}
