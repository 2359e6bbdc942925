package lethe.web.api;

import java.util.EnumMap;
import java.util.Map;
import lethe.platform.kernel.Crowded;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits the bytes that all requests together hold in memory, and files kept between requests, to a share of the heap,
 * so that no number of bodies can exhaust it.
 *
 * <p>Unauthenticated requests and files have limits of their own, so that they cannot block signed-in users.
 */
@Component
public final class HeldBytes {
    private static final long LEAST = 144L << 20;

    /** Not counted for each request, so that small forms always fit. The number of connections limits their sum. */
    private static final long OWN = 4 << 10;

    private final long most;
    private final Map<Share, Long> held = new EnumMap<>(Share.class);

    /** Classes of requests, each with its maximum share of the whole. */
    public enum Share {
        /** Requests without authentication. */
        STRANGERS(0.125),
        /** Calls and forms of signed-in users. */
        CALLS(1),
        /** Forms with a file. */
        FILES(0.5),
        /** Files kept for their owner's next step. */
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

    /** Creates an empty lease. */
    public Lease lease(Share share) {
        return new Lease(share);
    }

    /** The number of bytes currently held. */
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

    /** The bytes held by one request or file; released on close. */
    public final class Lease implements AutoCloseable {
        private final Share share;
        private long taken;

        private Lease(Share share) {
            this.share = share;
        }

        /**
         * Adds bytes if they fit within the limits.
         *
         * @return whether they did
         */
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
