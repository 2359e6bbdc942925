package lethe.messaging.issues;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import lethe.messaging.delivery.CampaignSender;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.messaging.issues.Issue.Status;
import lethe.messaging.issues.NewIssue.Words;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Rules for the issues of both publishers. The callers check permissions first. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class IssueEditor {
    private final IssueStore store;
    private final CampaignSender sender;

    IssueEditor(IssueStore store, CampaignSender sender) {
        this.store = store;
        this.sender = sender;
    }

    public Issue get(Publisher publisher, NewsletterId newsletter, int number) {
        return counted(publisher, store.find(publisher, newsletter, number).orElseThrow(NotFound::new));
    }

    public Page<Issue> list(Publisher publisher, NewsletterId newsletter, @Nullable UUID after, int limit) {
        var found = Page.of(store.list(publisher, newsletter, after, limit + 1), limit, Issue::id);
        var tallies = tallies(publisher, found.items().stream().map(Issue::id).toList());
        return found.map(one -> one.with(tallies.getOrDefault(one.id(), DeliveryCounts.NONE)));
    }

    /** The number of an issue of this newsletter that was written earlier. */
    public int numberOf(NewsletterId newsletter, UUID id) {
        return store.find(id)
                .filter(issue -> issue.newsletter().equals(newsletter))
                .orElseThrow(NotFound::new)
                .number();
    }

    /**
     * Stores a draft for an organisation's newsletter.
     *
     * @return its number
     */
    public int draft(OrganisationId organisation, UUID id, NewsletterId newsletter, Words words) {
        var number = store.nextNumber(Publisher.ORGANISATION, newsletter);
        store.insert(organisation, id, newsletter, number, words);
        return number;
    }

    /** As {@link #draft}, for one of the operator's newsletters. */
    public int draftOperators(UUID id, NewsletterId newsletter, Words words) {
        var number = store.nextNumber(Publisher.OPERATOR, newsletter);
        store.insertOperators(id, newsletter, number, words);
        return number;
    }

    public Issue change(Publisher publisher, NewsletterId newsletter, int number, NewIssue form, String spoken) {
        var draft = lock(publisher, newsletter, number);
        var words = form.checked(spoken);
        if (!draft.isDraft() || form.version() != null && form.version() != draft.version()) {
            throw Conflict.changedMeanwhile(draft);
        }
        store.write(publisher, draft.id(), words);
        return get(publisher, newsletter, number);
    }

    /**
     * Starts or resumes sending, or tries failed mails again; does nothing if there is nothing to send.
     *
     * @param begin starts the sending of the issue with this ID
     * @return whether there was something to send
     */
    public boolean send(Publisher publisher, NewsletterId newsletter, int number, Consumer<UUID> begin) {
        var issue = lock(publisher, newsletter, number);
        if (!sender.isOffered()) {
            throw new Conflict("mail-not-configured");
        }
        var does = issue.isDraft() || issue.isResumable();
        if (does) {
            store.begin(publisher, issue.id());
            begin.accept(issue.id());
        }
        return does;
    }

    /** @return false if it was paused already */
    public boolean pause(Publisher publisher, NewsletterId newsletter, int number) {
        var issue = lock(publisher, newsletter, number);
        switch (issue.status()) {
            case DRAFT, SENT -> throw Conflict.changedMeanwhile(issue);
            case SENDING -> store.become(publisher, issue.id(), Status.PAUSED, null);
            case PAUSED -> {}
        }
        return issue.status() == Status.SENDING;
    }

    private Issue lock(Publisher publisher, NewsletterId newsletter, int number) {
        return counted(publisher, store.lock(publisher, newsletter, number).orElseThrow(NotFound::new));
    }

    private Issue counted(Publisher publisher, Issue issue) {
        return issue.with(tallies(publisher, List.of(issue.id())).getOrDefault(issue.id(), DeliveryCounts.NONE));
    }

    private Map<UUID, DeliveryCounts> tallies(Publisher publisher, List<UUID> issues) {
        return switch (publisher) {
            case ORGANISATION -> sender.tallies(issues);
            case OPERATOR -> sender.talliesEverywhere(issues);
        };
    }
}
