package lethe.messaging.newsletters;

import java.time.Clock;
import java.util.List;
import lethe.platform.jobs.Agenda;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import lethe.privacy.consent.NewsletterConsents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends choices whose newsletter was deleted or changed its subject. They stop counting immediately. The evidence is
 * recorded in the same transaction or, for the operator's newsletters, soon after in one transaction for each
 * organisation.
 */
@Component
public class Subscribers implements BackgroundJob {
    private static final String KIND = "NEWSLETTER";
    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);
    private static final int BATCH = 500;
    private static final int MOST = 1000;
    private final ChoiceStore store;
    private final SubscriberStore subscribers;
    private final ObjectProvider<Newsletters> newsletters;
    private final NewsletterConsents consents;
    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Subscribers(
            ChoiceStore store,
            SubscriberStore subscribers,
            ObjectProvider<Newsletters> newsletters,
            NewsletterConsents consents,
            JdbcClient jdbc,
            Agenda agenda,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.subscribers = subscribers;
        this.newsletters = newsletters;
        this.consents = consents;
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Due(OrganisationId organisation, NewsletterId newsletter) {}

    /** How many users of the organisation in scope would receive it now. */
    @Transactional(readOnly = true)
    public long count(NewsletterId newsletter) {
        return subscribers.count(newsletter);
    }

    /**
     * Ends choices that no longer count, because the newsletter was deleted or is about something else, and records
     * evidence of it: in the caller's transaction, in the organisation in scope.
     *
     * @return how many were ended
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int settle(NewsletterId newsletter) {
        var way = newsletters.getObject().find(newsletter).isPresent() ? Way.CHANGED : Way.WITHDRAWN;
        var system = Actor.system(TenantContext.organisation().orElseThrow());
        var ended = 0;
        for (var some = store.lockFallen(newsletter, BATCH);
                !some.isEmpty();
                some = store.lockFallen(newsletter, BATCH)) {
            consents.end(system, some, way);
            store.unsubscribe(some, way);
            ended += some.size();
        }
        return ended;
    }

    /** As {@link #settle}, in every organisation, soon after the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settleEverywhere(NewsletterId newsletter) {
        jdbc.sql("select 1 from settle_everywhere(:newsletter, :now)")
                .param("newsletter", newsletter.value())
                .param("now", ResultColumns.time(clock.instant()))
                .query()
                .listOfRows();
        agenda.expect(KIND, clock.instant());
    }

    @Override
    public String kindOfWork() {
        return KIND;
    }

    @Override
    public void look() {
        due().forEach(this::attempt);
    }

    private List<Due> due() {
        return agenda.due(KIND, clock.instant(), MOST).stream()
                .map(due -> new Due(due.organisation(), new NewsletterId(due.subject())))
                .toList();
    }

    /** A failure in one organisation does not delay the others, and is tried again. */
    private void attempt(Due due) {
        try {
            settleThere(due);
        } catch (RuntimeException notYet) {
            LOG.warn(
                    "ending choices of {} in {} failed, will be retried: {}",
                    due.newsletter(),
                    due.organisation(),
                    notYet.getClass().getSimpleName());
        }
    }

    /** Only one node does the work: it deletes the {@code work} row in the same transaction. */
    private void settleThere(Due due) {
        TenantContext.run(
                due.organisation(),
                () -> transaction.executeWithoutResult(status -> {
                    if (take(due)) {
                        settle(due.newsletter());
                    }
                }));
    }

    private boolean take(Due due) {
        return jdbc.sql("""
                delete from work
                where organisation_id = :organisation and kind = 'NEWSLETTER' and subject = :newsletter
                """)
                        .param("organisation", due.organisation().value())
                        .param("newsletter", due.newsletter().value())
                        .update()
                == 1;
    }
}
