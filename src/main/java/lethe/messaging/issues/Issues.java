package lethe.messaging.issues;

import java.util.Map;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.Newsletters;
import lethe.messaging.newsletters.Subscriptions;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.requests.CurrentRights;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Issues of an organisation's own newsletters, read and written with {@link Permission#SEND_NEWSLETTERS}. */
@Component
class Issues {
    private final IssueEditor editor;
    private final Newsletters newsletters;
    private final Subscriptions subscriptions;
    private final IdempotencyKeys idempotencyKeys;
    private final CurrentRights rights;
    private final Audit audit;
    private final Randomness randomness;

    Issues(
            IssueEditor editor,
            Newsletters newsletters,
            Subscriptions subscriptions,
            IdempotencyKeys idempotencyKeys,
            CurrentRights rights,
            Audit audit,
            Randomness randomness) {
        this.editor = editor;
        this.newsletters = newsletters;
        this.subscriptions = subscriptions;
        this.idempotencyKeys = idempotencyKeys;
        this.rights = rights;
        this.audit = audit;
        this.randomness = randomness;
    }

    @Transactional(readOnly = true)
    Newsletter newsletter(Actor actor, NewsletterId id) {
        actor.need(Permission.SEND_NEWSLETTERS);
        return own(id);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    InNewsletter<Page<Issue>> list(Actor actor, NewsletterId newsletter, @Nullable UUID after, int limit) {
        return new InNewsletter<>(
                newsletter(actor, newsletter),
                editor.list(Publisher.ORGANISATION, newsletter, after, limit).map(this::forecast));
    }

    @Transactional(readOnly = true)
    InNewsletter<Issue> get(Actor actor, NewsletterId newsletter, int number) {
        return new InNewsletter<>(newsletter(actor, newsletter), find(newsletter, number));
    }

    /**
     * @param spoken the writer's language
     * @param repeatKey the request's idempotency key: with the same key, only one issue is created
     */
    @Transactional
    WrittenIssue write(Actor actor, NewsletterId newsletter, NewIssue form, String spoken, @Nullable String repeatKey) {
        requireWriting(actor, newsletter);
        var words = form.checked(spoken);
        var id = randomness.uuid();
        var earlier = idempotencyKeys.claim(actor, repeatKey, id);
        if (earlier.isPresent()) {
            return new WrittenIssue(find(newsletter, editor.numberOf(newsletter, earlier.get())), true);
        }
        if (newsletters.lock(newsletter).isEmpty()) {
            throw new NotFound();
        }
        var number = editor.draft(actor.organisation(), id, newsletter, words);
        record(actor, "newsletter.drafted", newsletter, Map.of("issue", number));
        return new WrittenIssue(find(newsletter, number), false);
    }

    @Transactional
    Issue change(Actor actor, NewsletterId newsletter, int number, NewIssue form, String spoken) {
        requireWriting(actor, newsletter);
        editor.change(Publisher.ORGANISATION, newsletter, number, form, spoken);
        record(actor, "newsletter.draft-changed", newsletter, Map.of("issue", number));
        return find(newsletter, number);
    }

    void requireWriting(Actor actor, NewsletterId newsletter) {
        rights.requireStill(actor, Permission.SEND_NEWSLETTERS);
        own(newsletter);
    }

    /** Used where the permission has been checked. */
    Issue find(NewsletterId newsletter, int number) {
        return forecast(editor.get(Publisher.ORGANISATION, newsletter, number));
    }

    /** A draft with the number of recipients that it would have now. */
    private Issue forecast(Issue issue) {
        return issue.isDraft() ? issue.with(DeliveryCounts.expected(subscriptions.count(issue.newsletter()))) : issue;
    }

    /** Users can see the operator's newsletters, but an organisation does not write their issues. */
    private Newsletter own(NewsletterId id) {
        var newsletter = newsletters.find(id).orElseThrow(NotFound::new);
        if (newsletter.publisher() == Publisher.OPERATOR) {
            throw Forbidden.operatorsOwn();
        }
        return newsletter;
    }

    private void record(Actor actor, String action, NewsletterId newsletter, Map<String, Object> facts) {
        audit.record(actor, action, new Target(NewsletterId.KIND, newsletter.value()), facts);
    }
}
