package lethe.privacy.retention;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.jobs.JobRota;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.ExpiringData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes once an hour what is over in each organisation, whichever node comes first: batch by batch, each in one
 * transaction with the entry that says what it removed. Killed anywhere, the next run goes on; twice is the same as once.
 */
@Component
public class RetentionJob {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
    private static final String KIND = "RETENTION";
    private static final Duration AGAIN = Duration.ofHours(1);
    private final List<ExpiringData> expiring;
    private final RetentionPolicy limits;
    private final JobRota turns;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RetentionJob(
            List<ExpiringData> expiring,
            RetentionPolicy limits,
            JobRota turns,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.expiring = expiring;
        this.limits = limits;
        this.turns = turns;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
    void look() {
        try {
            turns.enrol(KIND, clock.instant());
            turns.begin(KIND, clock.instant(), AGAIN, this::apply);
        } catch (RuntimeException notNow) {
            LOG.warn("nothing is removed for the moment: {}", notNow.getClass().getSimpleName());
        }
    }

    /** Removes what is over in that organisation. */
    public void apply(OrganisationId organisation) {
        TenantContext.run(organisation, () -> expiring.forEach(kind -> apply(organisation, kind)));
    }

    /** What cannot be removed holds up nothing else, and its turn comes again. */
    private void apply(OrganisationId organisation, ExpiringData expires) {
        try {
            var more = true;
            while (more) {
                more = Boolean.TRUE.equals(transaction.execute(status -> batch(organisation, expires)));
            }
        } catch (RuntimeException notYet) {
            LOG.warn(
                    "{} of {} cannot be removed yet: {}",
                    expires.kind().key(),
                    organisation,
                    notYet.getClass().getSimpleName());
        }
    }

    /** Whether there may be more. */
    private boolean batch(OrganisationId organisation, ExpiringData expires) {
        var removed = expires.expire(limits.of(expires.kind()), expires.batch());
        if (removed > 0) {
            var entry = audit.record(
                    Actor.system(organisation),
                    "retention.applied",
                    Target.of(organisation),
                    Map.of("kind", expires.kind().key(), "count", removed));
            expires.recorded(entry.id());
        }
        return removed >= expires.batch();
    }
}
