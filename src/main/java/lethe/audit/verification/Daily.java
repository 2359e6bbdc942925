package lethe.audit.verification;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lethe.audit.verification.LogReader.Found;
import lethe.platform.jobs.JobRota;
import lethe.platform.kernel.OrganisationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Verifies every log once a day, on whichever node is first. */
@Component
class Daily {
    private static final Logger LOG = LoggerFactory.getLogger(Daily.class);
    private static final Duration DAY = Duration.ofDays(1);
    private final Verifications verifications;
    private final JobRota rota;

    Daily(Verifications verifications, JobRota rota) {
        this.verifications = verifications;
        this.rota = rota;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 20, timeUnit = TimeUnit.SECONDS)
    void verify() {
        try {
            rota.begin("VERIFYING", DAY, this::verify);
        } catch (RuntimeException notNow) {
            LOG.warn(
                    "audit logs cannot be verified at the moment: {}",
                    notNow.getClass().getSimpleName());
        }
    }

    private void verify(OrganisationId organisation) {
        verifications.verifyAlone(organisation).ifPresent(found -> tell(organisation, found));
    }

    private static void tell(OrganisationId organisation, Found found) {
        found.fault()
                .ifPresent(fault ->
                        LOG.error("the audit log of {} does not match what was signed: {}", organisation, fault));
        found.evidence()
                .findings()
                .forEach(
                        finding -> LOG.error("evidence in {} does not match its audit log: {}", organisation, finding));
    }
}
