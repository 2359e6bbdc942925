package lethe.operator.newsletters;

import java.util.List;
import lethe.messaging.newsletters.CreatedNewsletter;
import lethe.messaging.newsletters.NewNewsletter;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.NewsletterChange;
import lethe.messaging.newsletters.NewsletterDrafts;
import lethe.messaging.newsletters.Newsletters;
import lethe.messaging.newsletters.Subscribers;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.web.api.OperatorRepeats;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The operator's newsletters, for the users of all organisations.
 * Changes are in no organisation's audit log, but in each subscriber's evidence.
 */
@Component
class OperatorNewsletters {
    private final OperatorNewsletterStore store;
    private final NewsletterDrafts written;
    private final Subscribers subscribers;
    private final Organisations organisations;
    private final OperatorRepeats repeats;
    private final Randomness randomness;

    OperatorNewsletters(
            OperatorNewsletterStore store,
            NewsletterDrafts written,
            Subscribers subscribers,
            Organisations organisations,
            OperatorRepeats repeats,
            Randomness randomness) {
        this.store = store;
        this.written = written;
        this.subscribers = subscribers;
        this.organisations = organisations;
        this.repeats = repeats;
        this.randomness = randomness;
    }

    /**
     * Parses an id from an address only after the operator has been recognised, so that no one else learns what
     * exists.
     */
    static NewsletterId id(String text) {
        return NewsletterId.parse(text).orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public List<Newsletter> list(Actor operator) {
        operator.needOperator();
        return store.list();
    }

    @Transactional(readOnly = true)
    public Newsletter get(Actor operator, NewsletterId id) {
        operator.needOperator();
        return store.find(id).orElseThrow(NotFound::new);
    }

    /**
     * Counts subscribers over all organisations: a single one may be so small that its number reveals who they are.
     */
    public long subscribed(Actor operator, NewsletterId id) {
        operator.needOperator();
        return organisations.all().stream()
                .mapToLong(organisation -> TenantContext.in(organisation, () -> subscribers.count(id)))
                .sum();
    }

    /** @param repeatKey the caller's idempotency key */
    @Transactional
    CreatedNewsletter create(Actor operator, NewNewsletter form, @Nullable String repeatKey) {
        operator.needOperator();
        var newsletter = form.checked(new NewsletterId(randomness.uuid()), Publisher.OPERATOR, 1);
        var earlier = repeats.claim(operator, repeatKey, newsletter.id().value());
        if (earlier.isPresent()) {
            return new CreatedNewsletter(get(operator, new NewsletterId(earlier.get())), true);
        }
        if (!store.insert(newsletter)) {
            throw Newsletters.nameInUse();
        }
        return new CreatedNewsletter(newsletter, false);
    }

    /** Changes a newsletter; the same text changes nothing. */
    @Transactional
    Newsletter change(Actor operator, NewsletterId id, NewsletterChange form) {
        operator.needOperator();
        var before = written.lock(Publisher.OPERATOR, id).orElseThrow(NotFound::new);
        var after = form.on(before);
        if (form.isOutdated(before)) {
            throw Conflict.changedMeanwhile(before);
        }
        return before.says(after) ? before : save(before, after, !form.isCorrection());
    }

    /** Deletes a newsletter: it is no longer sent, and its subscribers find that in their evidence. */
    @Transactional
    void delete(Actor operator, NewsletterId id) {
        operator.needOperator();
        var held = written.lock(Publisher.OPERATOR, id).orElseThrow(NotFound::new);
        written.delete(held);
        subscribers.settleEverywhere(held.id());
    }

    private Newsletter save(Newsletter before, Newsletter after, boolean lapses) {
        var lapsing = lapses && after.differsFrom(before);
        if (!written.update(after, lapsing)) {
            throw Newsletters.nameInUse();
        }
        if (lapsing) {
            subscribers.settleEverywhere(after.id());
        }
        return after;
    }
}
