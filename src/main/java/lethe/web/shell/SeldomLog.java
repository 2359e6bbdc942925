package lethe.web.shell;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;

/** Combines log lines of one kind, so that clients cannot flood the log. */
final class SeldomLog {
    private static final Duration QUIET = Duration.ofSeconds(10);
    private final Logger log;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    SeldomLog(Logger log) {
        this.log = log;
    }

    private static final class Kind {
        private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET.toNanos());
        private final AtomicLong suppressed = new AtomicLong();
    }

    /** Identifies kinds by exception class, never by message, which may contain personal data. */
    void warn(int status, Throwable thrown) {
        var what = status + " "
                + NestedExceptionUtils.getMostSpecificCause(thrown).getClass().getSimpleName();
        var kind = kinds.computeIfAbsent(what, any -> new Kind());
        var lastLogged = kind.lastLogged.get();
        var now = System.nanoTime();
        if (now - lastLogged >= QUIET.toNanos() && kind.lastLogged.compareAndSet(lastLogged, now)) {
            log.warn("answered {}, and {} more times since the previous line", what, kind.suppressed.getAndSet(0));
        } else {
            kind.suppressed.incrementAndGet();
        }
    }
}
