package lethe.messaging.newsletters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Forbidden;
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
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Newsletters that users of an organisation can choose. The organisation writes its own and can only read the
 * operator's.
 */
@Component
public class Newsletters {
    private static final Feature WRITING = new Feature("newsletter-written");
    private final NewsletterStore store;
    private final NewsletterDrafts drafts;
    private final Subscribers subscribers;
    private final CurrentRights rights;
    private final Audit audit;
    private final IdempotencyKeys idempotencyKeys;
    private final Randomness randomness;
    private final Usage usage;

    Newsletters(
            NewsletterStore store,
            NewsletterDrafts drafts,
            Subscribers subscribers,
            CurrentRights rights,
            Audit audit,
            IdempotencyKeys idempotencyKeys,
            Randomness randomness,
            Usage usage) {
        this.store = store;
        this.drafts = drafts;
        this.subscribers = subscribers;
        this.rights = rights;
        this.audit = audit;
        this.idempotencyKeys = idempotencyKeys;
        this.randomness = randomness;
        this.usage = usage;
    }

    /** Both publishers', by name. All users may read them, since all may choose them. */
    @Transactional(readOnly = true)
    public Page<Newsletter> list(@Nullable UUID after, int limit) {
        return Page.of(store.list(after, limit + 1), limit, one -> one.id().value());
    }

    @Transactional(readOnly = true)
    public Optional<Newsletter> find(NewsletterId id) {
        return store.find(id);
    }

    /** As {@link #find}, and locks it against changes and deletion until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Newsletter> lock(NewsletterId id) {
        store.find(id).ifPresent(drafts::lockShared);
        return store.find(id);
    }

    /** Its name, even after it was deleted. */
    @Transactional(readOnly = true)
    public String nameOf(NewsletterId id) {
        return store.of(List.of(target(id))).getOrDefault(target(id), "");
    }

    /** @param repeatKey the request's idempotency key: with the same key, only one newsletter is created */
    @Transactional
    CreatedNewsletter create(Actor actor, NewNewsletter form, @Nullable String repeatKey) {
        rights.requireStill(actor, Permission.SEND_NEWSLETTERS);
        var id = new NewsletterId(randomness.uuid());
        var earlier = idempotencyKeys.claim(actor, repeatKey, id.value());
        if (earlier.isPresent()) {
            return new CreatedNewsletter(get(new NewsletterId(earlier.get())), true);
        }
        var newsletter = form.checked(id, Publisher.ORGANISATION, 1);
        if (!store.insert(actor.organisation(), newsletter)) {
            throw nameInUse();
        }
        usage.count(WRITING, actor.self().lowBits());
        audit.record(actor, "newsletter.created", target(id));
        return new CreatedNewsletter(newsletter, false);
    }

    /** Repeating a change does nothing. */
    @Transactional
    Newsletter change(Actor actor, NewsletterId id, NewsletterChange form) {
        rights.requireStill(actor, Permission.SEND_NEWSLETTERS);
        var before = own(id);
        var after = form.on(before);
        if (form.isOutdated(before)) {
            throw Conflict.changedMeanwhile(before);
        }
        return before.says(after) ? before : save(actor, before, after, form.isCorrection());
    }

    /** Ends the newsletter for all its subscribers, with evidence in their consent records. */
    @Transactional
    void delete(Actor actor, NewsletterId id) {
        rights.requireStill(actor, Permission.SEND_NEWSLETTERS);
        drafts.delete(own(id));
        audit.record(actor, "newsletter.deleted", target(id), Map.of("choicesEnded", subscribers.settle(id)));
    }

    /** Only the number, for users who may send. */
    @Transactional(readOnly = true)
    long subscribed(Actor actor, NewsletterId id) {
        actor.need(Permission.SEND_NEWSLETTERS);
        return subscribers.count(id);
    }

    @Transactional(readOnly = true)
    Newsletter get(NewsletterId id) {
        return store.find(id).orElseThrow(NotFound::new);
    }

    /** As {@link #get}, if the organisation may change it. */
    @Transactional(readOnly = true)
    Newsletter getOwn(NewsletterId id) {
        return checkedOwn(get(id));
    }

    private Newsletter save(Actor actor, Newsletter before, Newsletter after, boolean correction) {
        var lapses = after.differsFrom(before) && !correction;
        if (!drafts.update(after, lapses)) {
            throw nameInUse();
        }
        var facts = new HashMap<String, Object>(Map.of("fields", fields(before, after), "version", after.version()));
        facts.put("correction", correction);
        facts.put("choicesEnded", lapses ? subscribers.settle(after.id()) : 0);
        audit.record(actor, "newsletter.changed", target(after.id()), facts);
        return after;
    }

    private Newsletter own(NewsletterId id) {
        checkedOwn(get(id));
        return drafts.lock(Publisher.ORGANISATION, id).orElseThrow(NotFound::new);
    }

    /** Users can see the operator's newsletters, but an organisation cannot change them. */
    private static Newsletter checkedOwn(Newsletter newsletter) {
        if (newsletter.isOf(Publisher.OPERATOR)) {
            throw Forbidden.operatorsOwn();
        }
        return newsletter;
    }

    static List<String> fields(Newsletter before, Newsletter after) {
        var fields = new ArrayList<String>();
        if (!before.name().equals(after.name())) {
            fields.add("name");
        }
        if (!before.about().equals(after.about())) {
            fields.add("about");
        }
        if (!before.frequency().equals(after.frequency())) {
            fields.add("frequency");
        }
        return fields;
    }

    public static Conflict nameInUse() {
        return new Conflict("name-in-use", "name");
    }

    private static Target target(NewsletterId id) {
        return new Target(NewsletterId.KIND, id.value());
    }
}
