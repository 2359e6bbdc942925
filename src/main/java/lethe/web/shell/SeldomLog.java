package lethe.web.shell;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;

/** One line for many refusals of the same kind: whoever causes them by the thousand must not fill the log. */
final class SeldomLog {
    private static final Duration QUIET = Duration.ofSeconds(10);
    private final Logger log;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    SeldomLog(Logger log) {
        this.log = log;
    }

    private static final class Kind {
        private final AtomicLong said = new AtomicLong(System.nanoTime() - QUIET.toNanos());
        private final AtomicLong unsaid = new AtomicLong();
    }

    /** Names the kind by class, never by a message, which may hold data. */
    void warn(int status, Throwable thrown) {
        var what = status + " "
                + NestedExceptionUtils.getMostSpecificCause(thrown).getClass().getSimpleName();
        var kind = kinds.computeIfAbsent(what, any -> new Kind());
        var said = kind.said.get();
        var now = System.nanoTime();
        if (now - said >= QUIET.toNanos() && kind.said.compareAndSet(said, now)) {
            log.warn("answered {}, and {} times since the line before", what, kind.unsaid.getAndSet(0));
        } else {
            kind.unsaid.incrementAndGet();
        }
    }
}
