package lethe.continuity;

import java.io.IOException;
import java.nio.file.Path;
import lethe.anchors.Restored;
import lethe.database.DataDirectory;
import lethe.database.Tenants;
import lethe.transparency.Continuation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Before the first request, and before anybody is terminated again. */
@Component
class Start implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(Start.class);
    private final LeastCheckpoint least;
    private final BothOld bothOld;
    private final Tenants tenants;
    private final Continuation continuation;
    private final Path data;

    Start(LeastCheckpoint least, BothOld bothOld, Tenants tenants, Continuation continuation, DataDirectory data) {
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
        var restored = Restored.in(data);
        if (restored.isPresent()) {
            tenants.all().forEach(each -> continuation.declare(each, restored.get()));
            LOG.warn("A database was put back: the audit logs go on under another origin, and say so");
            Restored.forget(data);
        }
    }
}
