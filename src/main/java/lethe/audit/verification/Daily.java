package lethe.audit.verification;

import java.time.Duration;
import lethe.audit.verification.LogReader.Found;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.jobs.JobRota;
import lethe.platform.kernel.OrganisationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Verifies every log once a day, on whichever node is first. */
@Component
class Daily implements BackgroundJob {
    private static final Logger LOG = LoggerFactory.getLogger(Daily.class);
    private static final Duration DAY = Duration.ofDays(1);
    private final Verifications verifications;
    private final JobRota rota;

    Daily(Verifications verifications, JobRota rota) {
        this.verifications = verifications;
        this.rota = rota;
    }

    @Override
    public String kindOfWork() {
        return "VERIFYING";
    }

    @Override
    public Duration again() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void look() {
        rota.begin(kindOfWork(), DAY, this::verify);
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
