package lethe.audit.transparency;

import java.io.IOException;
import java.nio.file.Path;
import lethe.platform.database.DataDirectory;
import lethe.platform.database.RestoreMarker;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Checks and continues the logs before the first request, and before terminations are repeated. */
@Component
class LogStart implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(LogStart.class);
    private final LeastCheckpoint least;
    private final BothOld bothOld;
    private final Tenants tenants;
    private final LogContinuation continuation;
    private final Path data;
    private boolean isDeclared;

    LogStart(
            LeastCheckpoint least, BothOld bothOld, Tenants tenants, LogContinuation continuation, DataDirectory data) {
        this.least = least;
        this.bothOld = bothOld;
        this.tenants = tenants;
        this.continuation = continuation;
        this.data = data.path();
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        least.require();
        bothOld.refuse();
        var restored = RestoreMarker.in(data);
        if (restored.isPresent()) {
            declare(restored.get());
        }
    }

    /** A log that cannot grow does not stop the others; it is retried at the next start. */
    private void declare(RestoreMarker restored) {
        var failed = tenants.all().stream()
                .filter(each -> !isDeclared(each, restored))
                .count();
        LOG.warn("A database was restored: the audit logs continue under a new origin, and declare it");
        isDeclared = failed == 0;
    }

    /** Only after terminations have been repeated, so that an interrupted start continues with the same restore. */
    @EventListener(ApplicationReadyEvent.class)
    void forget() throws IOException {
        if (isDeclared) {
            RestoreMarker.forget(data);
        }
    }

    private boolean isDeclared(OrganisationId organisation, RestoreMarker restored) {
        try {
            continuation.declare(organisation, restored);
            return true;
        } catch (Unavailable broken) {
            LOG.error(
                    "The audit log of {} can't be extended, so it does not declare the restored database",
                    organisation);
            return false;
        }
    }
}
