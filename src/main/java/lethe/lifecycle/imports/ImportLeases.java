package lethe.lifecycle.imports;

import java.time.Clock;
import java.time.Instant;
import lethe.platform.personaldata.DataCategory;
import lethe.privacy.retention.RetentionPolicy;
import org.springframework.stereotype.Component;

/** Who is at work on which import, and how long what it holds waits to be started or fetched. */
@Component
class ImportLeases extends lethe.platform.jobs.Leases<ImportId> {
    private final RetentionPolicy limits;
    private final Clock clock;

    ImportLeases(Place place, RetentionPolicy limits, Clock clock) {
        super(place, clock, "IMPORT", ImportId::value, ImportId::new);
        this.limits = limits;
        this.clock = clock;
    }

    void untilExpiry(ImportId id) {
        due(id, limits.of(DataCategory.IMPORT).end(clock.instant()));
    }

    /** What is older is kept no longer. */
    Instant limit() {
        return limits.of(DataCategory.IMPORT).before();
    }
}
