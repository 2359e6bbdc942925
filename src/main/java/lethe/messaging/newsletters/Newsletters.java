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

/** What the people of an organisation may choose; its own newsletters are written here, the operator's only read. */
@Component
public class Newsletters {
    private static final Feature WRITING = new Feature("newsletter-written");
    private final NewsletterStore store;
    private final NewsletterDrafts written;
    private final Subscribers subscribers;
    private final CurrentRights rights;
    private final Audit audit;
    private final IdempotencyKeys repeats;
    private final Randomness randomness;
    private final Usage usage;

    Newsletters(
            NewsletterStore store,
            NewsletterDrafts written,
            Subscribers subscribers,
            CurrentRights rights,
            Audit audit,
            IdempotencyKeys repeats,
            Randomness randomness,
            Usage usage) {
        this.store = store;
        this.written = written;
        this.subscribers = subscribers;
        this.rights = rights;
        this.audit = audit;
        this.repeats = repeats;
        this.randomness = randomness;
        this.usage = usage;
    }

    /** Both publishers', by name; they are everybody's to choose from, so everybody may read them. */
    @Transactional(readOnly = true)
    public Page<Newsletter> list(@Nullable UUID after, int limit) {
        return Page.of(store.list(after, limit + 1), limit, one -> one.id().value());
    }

    @Transactional(readOnly = true)
    public Optional<Newsletter> find(NewsletterId id) {
        return store.find(id);
    }

    /** As {@link #find}, and it is neither changed nor withdrawn until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Newsletter> lock(NewsletterId id) {
        store.find(id).ifPresent(written::lockShared);
        return store.find(id);
    }

    /** What it is called, or was while it was there. */
    @Transactional(readOnly = true)
    public String nameOf(NewsletterId id) {
        return store.of(List.of(target(id))).getOrDefault(target(id), "");
    }

    /** @param repeatKey the caller's key for this creation: sent twice, it creates once */
    @Transactional
    CreatedNewsletter create(Actor actor, NewNewsletter form, @Nullable String repeatKey) {
        rights.requireStill(actor, Permission.SEND_NEWSLETTERS);
        var id = new NewsletterId(randomness.uuid());
        var earlier = repeats.claim(actor, repeatKey, id.value());
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

    /** The same again changes nothing. */
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

    /** Nobody is sent it any more; whoever had chosen it finds that in their evidence. */
    @Transactional
    void delete(Actor actor, NewsletterId id) {
        rights.requireStill(actor, Permission.SEND_NEWSLETTERS);
        written.delete(own(id));
        audit.record(actor, "newsletter.deleted", target(id), Map.of("choicesEnded", subscribers.settle(id)));
    }

    /** For whoever sends: a number, and no one behind it. */
    @Transactional(readOnly = true)
    long subscribed(Actor actor, NewsletterId id) {
        actor.need(Permission.SEND_NEWSLETTERS);
        return subscribers.count(id);
    }

    @Transactional(readOnly = true)
    Newsletter get(NewsletterId id) {
        return store.find(id).orElseThrow(NotFound::new);
    }

    /** As {@link #get}, of one that the organisation may change. */
    @Transactional(readOnly = true)
    Newsletter getOwn(NewsletterId id) {
        return checkedOwn(get(id));
    }

    private Newsletter save(Actor actor, Newsletter before, Newsletter after, boolean correction) {
        var lapses = after.differsFrom(before) && !correction;
        if (!written.update(after, lapses)) {
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
        return written.lock(Publisher.ORGANISATION, id).orElseThrow(NotFound::new);
    }

    /** The operator's is there for everybody to see, but not to be changed by an organisation. */
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
