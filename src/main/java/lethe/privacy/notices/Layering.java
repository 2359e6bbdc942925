package lethe.privacy.notices;

import java.time.Duration;
import java.util.Map;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.organisations.Organisations;
import lethe.platform.jobs.Agenda;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives organisations created before notices had layers a layered draft, once. The organisation decides whether to
 * publish it.
 */
@Component
class Layering implements BackgroundJob {
    private static final Logger LOG = LoggerFactory.getLogger(Layering.class);
    private final Agenda agenda;
    private final NoticeStore store;
    private final FirstNotice first;
    private final Organisations organisations;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Layering(
            Agenda agenda,
            NoticeStore store,
            FirstNotice first,
            Organisations organisations,
            Audit audit,
            TransactionTemplate transaction) {
        this.agenda = agenda;
        this.store = store;
        this.first = first;
        this.organisations = organisations;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Override
    public String kindOfWork() {
        return "NOTICE_LAYERS";
    }

    @Override
    public Duration again() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean isDueAtOnce() {
        return true;
    }

    @Override
    public void look() {
        agenda.organisations(kindOfWork()).forEach(this::attempt);
    }

    /** A failure in one organisation does not affect others and is retried. */
    private void attempt(OrganisationId organisation) {
        try {
            TenantContext.run(organisation, () -> transaction.executeWithoutResult(status -> draft(organisation)));
        } catch (RuntimeException notYet) {
            LOG.warn(
                    "drafting a layered notice for {} failed, will be retried: {}",
                    organisation,
                    notYet.getClass().getSimpleName());
        }
    }

    /** Deleting the work item in the same transaction makes sure that only one node does it. */
    private void draft(OrganisationId organisation) {
        if (store.takeWithoutLayers(organisation)) {
            store.lock(organisation);
            var version = store.nextVersion();
            store.insertDraft(organisation, version);
            store.writeTexts(
                    organisation, version, first.texts(organisations.current().name()));
            audit.record(
                    Actor.system(organisation), "notice.drafted", Target.of(organisation), Map.of("version", version));
        }
    }
}
