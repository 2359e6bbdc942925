package lethe.operator.newsletters;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import lethe.messaging.delivery.CampaignSender;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.messaging.issues.InNewsletter;
import lethe.messaging.issues.Issue;
import lethe.messaging.issues.IssueEditor;
import lethe.messaging.issues.NewIssue;
import lethe.messaging.issues.SampleRecipient;
import lethe.messaging.issues.WrittenIssue;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.Newsletters;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Randomness;
import lethe.web.api.OperatorRepeats;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Issues of the operator's newsletters, sent in all organisations.
 * Counts are sums over all organisations.
 */
@Component
class OperatorIssues {
    private final IssueEditor desk;
    private final Newsletters newsletters;
    private final OperatorNewsletters operators;
    private final CampaignSender dispatch;
    private final SampleRecipient sample;
    private final OperatorRepeats repeats;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    OperatorIssues(
            IssueEditor desk,
            Newsletters newsletters,
            OperatorNewsletters operators,
            CampaignSender dispatch,
            SampleRecipient sample,
            OperatorRepeats repeats,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.desk = desk;
        this.newsletters = newsletters;
        this.operators = operators;
        this.dispatch = dispatch;
        this.sample = sample;
        this.repeats = repeats;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    @Transactional(readOnly = true)
    Newsletter newsletter(Actor operator, NewsletterId id) {
        operator.needOperator();
        return newsletters
                .find(id)
                .filter(one -> one.publisher() == Publisher.OPERATOR)
                .orElseThrow(NotFound::new);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    InNewsletter<Page<Issue>> list(Actor operator, NewsletterId newsletter, @Nullable UUID after, int limit) {
        return new InNewsletter<>(
                newsletter(operator, newsletter), desk.list(Publisher.OPERATOR, newsletter, after, limit));
    }

    InNewsletter<Issue> get(Actor operator, NewsletterId newsletter, int number) {
        operator.needOperator();
        var one = Objects.requireNonNull(transaction.execute(status -> new InNewsletter<>(
                newsletter(operator, newsletter), desk.get(Publisher.OPERATOR, newsletter, number))));
        return one.found().isDraft()
                ? one.with(one.found().with(DeliveryCounts.expected(operators.subscribed(operator, newsletter))))
                : one;
    }

    /** @param repeatKey the caller's idempotency key */
    @Transactional
    WrittenIssue write(
            Actor operator, NewsletterId newsletter, NewIssue form, String spoken, @Nullable String repeatKey) {
        newsletter(operator, newsletter);
        var words = form.checked(spoken);
        var id = randomness.uuid();
        var earlier = repeats.claim(operator, repeatKey, id);
        if (earlier.isPresent()) {
            return new WrittenIssue(
                    desk.get(Publisher.OPERATOR, newsletter, desk.numberOf(newsletter, earlier.get())), true);
        }
        if (newsletters.lock(newsletter).isEmpty()) {
            throw new NotFound();
        }
        var number = desk.draftOperators(id, newsletter, words);
        return new WrittenIssue(desk.get(Publisher.OPERATOR, newsletter, number), false);
    }

    @Transactional
    Issue change(Actor operator, NewsletterId newsletter, int number, NewIssue form, String spoken) {
        newsletter(operator, newsletter);
        return desk.change(Publisher.OPERATOR, newsletter, number, form, spoken);
    }

    /** Sends a test to an address that is not stored: the operator is not a user and has none. */
    Issue test(Actor operator, NewsletterId newsletter, int number, @Nullable String email, Locale language) {
        var one = get(operator, newsletter, number);
        sample.send(one.found(), one.newsletter(), email, language);
        return one.found();
    }

    @Transactional
    Issue send(Actor operator, NewsletterId newsletter, int number) {
        newsletter(operator, newsletter);
        desk.send(Publisher.OPERATOR, newsletter, number, dispatch::beginEverywhere);
        return desk.get(Publisher.OPERATOR, newsletter, number);
    }

    @Transactional
    Issue pause(Actor operator, NewsletterId newsletter, int number) {
        newsletter(operator, newsletter);
        desk.pause(Publisher.OPERATOR, newsletter, number);
        return desk.get(Publisher.OPERATOR, newsletter, number);
    }
}
