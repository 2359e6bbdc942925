package lethe.messaging.issues;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.messaging.delivery.CampaignSender;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.Newsletters;
import lethe.messaging.newsletters.Subscriptions;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.requests.CurrentRights;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Issues of an organisation's own newsletters, with {@link Permission#SEND_NEWSLETTERS}. */
@Component
class Issues {
    private static final Feature SENDING = new Feature("newsletter-sent");
    private final IssueEditor desk;
    private final Newsletters newsletters;
    private final Subscriptions subscriptions;
    private final CampaignSender dispatch;
    private final SampleRecipient sample;
    private final IdempotencyKeys repeats;
    private final CurrentRights rights;
    private final Audit audit;
    private final Randomness randomness;
    private final Usage usage;

    Issues(
            IssueEditor desk,
            Newsletters newsletters,
            Subscriptions subscriptions,
            CampaignSender dispatch,
            SampleRecipient sample,
            IdempotencyKeys repeats,
            CurrentRights rights,
            Audit audit,
            Randomness randomness,
            Usage usage) {
        this.desk = desk;
        this.newsletters = newsletters;
        this.subscriptions = subscriptions;
        this.dispatch = dispatch;
        this.sample = sample;
        this.repeats = repeats;
        this.rights = rights;
        this.audit = audit;
        this.randomness = randomness;
        this.usage = usage;
    }

    @Transactional(readOnly = true)
    Newsletter newsletter(Actor actor, NewsletterId id) {
        actor.need(Permission.SEND_NEWSLETTERS);
        return own(id);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    Page<Issue> list(Actor actor, NewsletterId newsletter, @Nullable UUID after, int limit) {
        newsletter(actor, newsletter);
        return desk.list(Publisher.ORGANISATION, newsletter, after, limit).map(this::forecast);
    }

    @Transactional(readOnly = true)
    Issue get(Actor actor, NewsletterId newsletter, int number) {
        newsletter(actor, newsletter);
        return find(newsletter, number);
    }

    /**
     * @param spoken the writer's language
     * @param repeatKey the caller's key for this creation: sent twice, it creates once
     */
    @Transactional
    WrittenIssue write(Actor actor, NewsletterId newsletter, NewIssue form, String spoken, @Nullable String repeatKey) {
        stillWrites(actor, newsletter);
        var words = form.checked(spoken);
        var id = randomness.uuid();
        var earlier = repeats.claim(actor, repeatKey, id);
        if (earlier.isPresent()) {
            return new WrittenIssue(find(newsletter, desk.numberOf(newsletter, earlier.get())), true);
        }
        if (newsletters.lock(newsletter).isEmpty()) {
            throw new NotFound();
        }
        var number = desk.draft(actor.organisation(), id, newsletter, words);
        record(actor, "newsletter.drafted", newsletter, Map.of("issue", number));
        return new WrittenIssue(find(newsletter, number), false);
    }

    @Transactional
    Issue change(Actor actor, NewsletterId newsletter, int number, NewIssue form, String spoken) {
        stillWrites(actor, newsletter);
        desk.change(Publisher.ORGANISATION, newsletter, number, form, spoken);
        record(actor, "newsletter.draft-changed", newsletter, Map.of("issue", number));
        return find(newsletter, number);
    }

    /** To whoever asks for it, as soon as can be. */
    @Transactional
    Issue test(Actor actor, NewsletterId newsletter, int number, Locale language) {
        stillWrites(actor, newsletter);
        var issue = find(newsletter, number);
        sample.queue(issue, actor.self(), language);
        record(actor, "newsletter.tested", newsletter, Map.of("issue", number));
        return issue;
    }

    /** Begins, goes on, or tries those again who failed. */
    @Transactional
    Issue send(Actor actor, NewsletterId newsletter, int number) {
        stillWrites(actor, newsletter);
        if (newsletters.lock(newsletter).isEmpty()) {
            throw new NotFound();
        }
        var issue = find(newsletter, number);
        if (issue.isDraft() && issue.recipients() == 0) {
            throw Invalid.field("recipients", "nobody-subscribed");
        }
        if (desk.send(Publisher.ORGANISATION, newsletter, number, dispatch::begin)) {
            usage.count(SENDING, actor.self().lowBits());
            record(actor, "newsletter.sending", newsletter, Map.of("issue", number));
        }
        return find(newsletter, number);
    }

    /** What is being handed over just now still is. */
    @Transactional
    Issue pause(Actor actor, NewsletterId newsletter, int number) {
        stillWrites(actor, newsletter);
        if (desk.pause(Publisher.ORGANISATION, newsletter, number)) {
            record(actor, "newsletter.paused", newsletter, Map.of("issue", number));
        }
        return find(newsletter, number);
    }

    private void stillWrites(Actor actor, NewsletterId newsletter) {
        rights.requireStill(actor, Permission.SEND_NEWSLETTERS);
        own(newsletter);
    }

    private Issue find(NewsletterId newsletter, int number) {
        return forecast(desk.get(Publisher.ORGANISATION, newsletter, number));
    }

    /** How many a draft would go to now. */
    private Issue forecast(Issue issue) {
        return issue.isDraft() ? issue.with(DeliveryCounts.expected(subscriptions.count(issue.newsletter()))) : issue;
    }

    /** The operator's are there for everybody to see, but an organisation does not write them. */
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
