package lethe.partners.partners;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.partners.partners.Partner.Status;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.requests.CurrentRights;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The partners of an organisation, seen with {@link Permission#VIEW_PARTNERS}; deleted ones are not there. */
@Component
public class Partners {
    private static final Feature READING = new Feature("partners-viewed");
    private static final Feature CREATING = new Feature("partner-created");
    private static final Feature CHANGING = new Feature("partner-changed");
    private static final Feature DEACTIVATING = new Feature("partner-deactivated");
    private static final Feature DELETING = new Feature("partner-deleted");
    private final PartnerStore store;
    private final Contacts contacts;
    private final CurrentRights rights;
    private final Audit audit;
    private final IdempotencyKeys repeats;
    private final Randomness randomness;
    private final TransactionTemplate transaction;
    private final Usage usage;
    private final ObjectProvider<PartnerData> holdings;

    Partners(
            PartnerStore store,
            Contacts contacts,
            CurrentRights rights,
            Audit audit,
            IdempotencyKeys repeats,
            Randomness randomness,
            TransactionTemplate transaction,
            Usage usage,
            ObjectProvider<PartnerData> holdings) {
        this.store = store;
        this.contacts = contacts;
        this.rights = rights;
        this.audit = audit;
        this.repeats = repeats;
        this.randomness = randomness;
        this.transaction = transaction;
        this.usage = usage;
        this.holdings = holdings;
    }

    @Transactional(readOnly = true)
    public Partner get(Actor actor, PartnerId id) {
        actor.need(Permission.VIEW_PARTNERS);
        return find(actor, id);
    }

    /** Refuses with 404 what is not there, for a room that holds more of partners. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireThere(Actor actor, PartnerId id) {
        actor.needAny(Permission.VIEW_PARTNERS, Permission.VIEW_BILLING_DETAILS);
        if (store.find(id).isEmpty()) {
            throw new NotFound();
        }
    }

    /** As {@link #requireThere}, and until the transaction ends nobody changes or deletes it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Actor actor, PartnerId id) {
        actor.needAny(Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS);
        if (store.lock(id).isEmpty()) {
            throw new NotFound();
        }
    }

    @Transactional(readOnly = true)
    public Page<Partner> list(Actor actor, PartnerFilter filter) {
        actor.need(Permission.VIEW_PARTNERS);
        usage.count(READING, actor.self().lowBits());
        var rows = store.list(filter);
        return Page.of(rows, filter.limit(), row -> row.partner().id().value())
                .map(row -> contacts.partner(actor.organisation(), row));
    }

    /** All of them in their order, as many at once as a page may have: for files. */
    @Transactional(readOnly = true)
    public Page<Partner> page(Actor actor, @Nullable String after) {
        return list(actor, PartnerFilter.of(null, null, null, after, Page.MOST));
    }

    /** The categories that partners have, for choosing one. */
    @Transactional(readOnly = true)
    public List<String> categories(Actor actor) {
        actor.need(Permission.VIEW_PARTNERS);
        return store.categories();
    }

    /** @param repeatKey the caller's key for this creation: sent twice, it creates once */
    @Transactional
    public Created create(Actor actor, NewPartner form, @Nullable String repeatKey) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS);
        var id = new PartnerId(randomness.uuid());
        var earlier = repeats.claim(actor, repeatKey, id.value());
        return earlier.isPresent()
                ? new Created(find(actor, new PartnerId(earlier.get())), true)
                : new Created(createNew(actor, id, form.checked()), false);
    }

    /**
     * Creates all or none; what is wrong with one is to be asked of {@link NewPartner#errors} before.
     *
     * @param repeatKey as for {@link #create}
     * @return false when the same call had created them before
     */
    @Transactional
    public boolean createAll(Actor actor, List<NewPartner> forms, String repeatKey) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS);
        var first = repeats.claim(actor, repeatKey, randomness.uuid()).isEmpty();
        if (first) {
            forms.forEach(form -> createNew(actor, new PartnerId(randomness.uuid()), form.checked()));
        }
        return first;
    }

    /** @param replayed whether the same call had created the partner before */
    public record Created(Partner partner, boolean replayed) {}

    /** An e-mail that is replaced or removed is forgotten. */
    public Partner change(Actor actor, PartnerId id, PartnerChange form) {
        var changed = transaction.execute(status -> changeHeld(actor, id, form));
        contacts.forget(actor.organisation(), id);
        usage.count(CHANGING, actor.self().lowBits());
        return Objects.requireNonNull(changed);
    }

    /** Again is the same as once: the first reason stays. */
    @Transactional
    public Partner deactivate(Actor actor, PartnerId id, @Nullable String reason) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS);
        var partner = held(actor, id);
        var checked = Details.checkedReason(reason);
        if (partner.status() == Status.ACTIVE) {
            store.deactivate(id, actor.self(), checked);
            record(actor, "partner.deactivated", id, Map.of());
            usage.count(DEACTIVATING, actor.self().lowBits());
        }
        return find(actor, id);
    }

    @Transactional
    public Partner reactivate(Actor actor, PartnerId id) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS);
        if (held(actor, id).status() == Status.DEACTIVATED) {
            store.reactivate(id);
            record(actor, "partner.reactivated", id, Map.of());
        }
        return find(actor, id);
    }

    /**
     * Deletes all but id and name, which the audit log shows.
     *
     * @return false while a key, of the contact e-mail say, is still to be destroyed
     */
    public boolean delete(Actor actor, PartnerId id) {
        transaction.executeWithoutResult(status -> {
            rights.requireStill(actor, Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS);
            held(actor, id);
            contacts.replace(actor.organisation(), id, null);
            holdings.forEach(
                    holding -> holding.erase(id).ifPresent(key -> contacts.forgetLater(actor.organisation(), id, key)));
            store.delete(id);
            record(actor, "partner.deleted", id, Map.of());
            usage.count(DELETING, actor.self().lowBits());
        });
        return contacts.forget(actor.organisation(), id);
    }

    private Partner createNew(Actor actor, PartnerId id, Details details) {
        store.insert(actor.organisation(), id, details);
        contacts.replace(actor.organisation(), id, details.contactEmail());
        record(actor, "partner.created", id, Map.of());
        usage.count(CREATING, actor.self().lowBits());
        return find(actor, id);
    }

    private Partner changeHeld(Actor actor, PartnerId id, PartnerChange form) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS);
        var before = held(actor, id);
        var details = form.on(Details.of(before));
        if (form.isOutdated(before)) {
            throw Conflict.changedMeanwhile(before);
        }
        var changed = details.changedFrom(Details.of(before));
        if (!changed.isEmpty()) {
            store.update(id, details);
            record(actor, "partner.changed", id, Map.of("fields", changed));
        }
        if (changed.contains("contactEmail")) {
            contacts.replace(actor.organisation(), id, details.contactEmail());
        }
        return find(actor, id);
    }

    private Partner find(Actor actor, PartnerId id) {
        return contacts.partner(actor.organisation(), store.find(id).orElseThrow(NotFound::new));
    }

    private Partner held(Actor actor, PartnerId id) {
        return contacts.partner(actor.organisation(), store.lock(id).orElseThrow(NotFound::new));
    }

    private void record(Actor actor, String action, PartnerId id, Map<String, Object> facts) {
        audit.record(actor, action, new Target(PartnerId.KIND, id.value()), facts);
    }
}
