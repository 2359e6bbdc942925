package lethe.messaging.issues;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.messaging.delivery.Campaign;
import lethe.messaging.delivery.CampaignSender;
import lethe.messaging.delivery.Campaigns;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.messaging.issues.Issue.Status;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.Newsletters;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.TenantContext;
import org.springframework.stereotype.Component;

/**
 * Issues as campaigns. An organisation's issue counts as sent when that organisation has sent it; the operator's, when
 * the last organisation has.
 */
@Component
class OutgoingIssues implements Campaigns {
    private final IssueStore store;
    private final Newsletters newsletters;
    private final Composition composition;
    private final CampaignSender sender;
    private final Audit audit;
    private final Clock clock;

    OutgoingIssues(
            IssueStore store,
            Newsletters newsletters,
            Composition composition,
            CampaignSender sender,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.newsletters = newsletters;
        this.composition = composition;
        this.sender = sender;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Optional<Campaign> lock(UUID id) {
        return store.lockShared(id)
                .filter(issue -> issue.status() == Status.SENDING)
                .map(this::campaign);
    }

    @Override
    public boolean isSending(UUID id) {
        return store.isSending(id);
    }

    @Override
    public void done(Campaign campaign, DeliveryCounts tally) {
        store.lock(Publisher.ORGANISATION, campaign.id())
                .filter(issue -> issue.status() != Status.SENT)
                .ifPresent(issue -> store.become(Publisher.ORGANISATION, issue.id(), Status.SENT, clock.instant()));
        store.lock(Publisher.OPERATOR, campaign.id())
                .filter(issue -> issue.status() != Status.SENT && !sender.isUnderwayElsewhere(issue.id()))
                .ifPresent(issue -> store.become(Publisher.OPERATOR, issue.id(), Status.SENT, clock.instant()));
        store.find(campaign.id()).ifPresent(issue -> record(issue, tally));
    }

    @Override
    public boolean close(UUID id) {
        return close(Publisher.ORGANISATION, id) && close(Publisher.OPERATOR, id);
    }

    private boolean close(Publisher publisher, UUID id) {
        var issue = store.lock(publisher, id);
        issue.filter(one -> one.status() == Status.PAUSED)
                .ifPresent(one -> store.become(publisher, id, Status.SENT, clock.instant()));
        return issue.filter(one -> one.status() == Status.SENDING).isEmpty();
    }

    /** A newsletter deleted in the meantime has no recipients, so its words do not matter. */
    private Campaign campaign(Issue issue) {
        var newsletter = newsletters
                .find(issue.newsletter())
                .orElseGet(() -> new Newsletter(issue.newsletter(), "", "", "", Publisher.ORGANISATION, 0));
        var sheet = Composition.sheet(newsletter, issue);
        return new Campaign(
                issue.id(),
                issue.newsletter(),
                issue.round(),
                issue.locale(),
                (to, way) -> composition.content(sheet, to, way));
    }

    /** In each organisation's own audit log, with its own numbers. */
    private void record(Issue issue, DeliveryCounts tally) {
        var organisation = TenantContext.organisation().orElseThrow();
        audit.record(
                Actor.system(organisation),
                "newsletter.sent",
                new Target(NewsletterId.KIND, issue.newsletter().value()),
                Map.of(
                        "issue", issue.number(),
                        "recipients", tally.recipients(),
                        "sent", tally.sent(),
                        "bounced", tally.bounced(),
                        "failed", tally.failed(),
                        "inDoubt", tally.inDoubt()));
    }
}
