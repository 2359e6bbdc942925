package lethe.privacy.retention;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.jobs.BackgroundJob;
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
 * Deletes expired data of every organisation once an hour, on whichever node comes first. It works in batches, each in
 * one transaction with the audit entry about it, so a run can be killed and repeated at any point.
 */
@Component
public class RetentionJob implements BackgroundJob {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
    private static final String KIND = "RETENTION";
    private static final Duration AGAIN = Duration.ofHours(1);
    private final List<ExpiringData> expiring;
    private final RetentionPolicy retentionPolicy;
    private final JobRota rota;
    private final Audit audit;
    private final TransactionTemplate transaction;

    RetentionJob(
            List<ExpiringData> expiring,
            RetentionPolicy retentionPolicy,
            JobRota rota,
            Audit audit,
            TransactionTemplate transaction) {
        this.expiring = expiring;
        this.retentionPolicy = retentionPolicy;
        this.rota = rota;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Override
    public String kindOfWork() {
        return KIND;
    }

    @Override
    public Duration again() {
        return Duration.ofMinutes(1);
    }

    /** In an organisation's first hour, nothing of it expires. */
    @Scheduled(fixedDelay = 60, initialDelay = 0, timeUnit = TimeUnit.MINUTES)
    void enrol() {
        try {
            rota.enrol(KIND);
        } catch (RuntimeException notNow) {
            LOG.warn(
                    "organisations wait for their first retention run: {}",
                    notNow.getClass().getSimpleName());
        }
    }

    @Override
    public void look() {
        rota.begin(KIND, AGAIN, this::apply);
    }

    /** Deletes what has expired in an organisation. */
    public void apply(OrganisationId organisation) {
        TenantContext.run(organisation, () -> expiring.forEach(category -> apply(organisation, category)));
    }

    /** A failure in one category does not stop the others; it is retried in the next run. */
    private void apply(OrganisationId organisation, ExpiringData expiringData) {
        try {
            var more = true;
            while (more) {
                more = Boolean.TRUE.equals(transaction.execute(status -> batch(organisation, expiringData)));
            }
        } catch (RuntimeException notYet) {
            LOG.warn(
                    "deleting expired {} of {} failed, will be retried: {}",
                    expiringData.kind().key(),
                    organisation,
                    notYet.getClass().getSimpleName());
        }
    }

    /**
     * Deletes one batch.
     *
     * @return whether there may be more
     */
    private boolean batch(OrganisationId organisation, ExpiringData expiringData) {
        var removed = expiringData.expire(retentionPolicy.of(expiringData.kind()), expiringData.batch());
        if (removed > 0) {
            var entry = audit.record(
                    Actor.system(organisation),
                    "retention.applied",
                    Target.of(organisation),
                    Map.of("kind", expiringData.kind().key(), "count", removed));
            expiringData.recorded(entry.id());
        }
        return removed >= expiringData.batch();
    }
}
