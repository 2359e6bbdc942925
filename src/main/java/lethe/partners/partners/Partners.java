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
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The partners of an organisation. Reading requires {@link Permission#VIEW_PARTNERS}; deleted partners count as not
 * found.
 */
@Component
public class Partners {
    private static final Feature READING = new Feature("partners-viewed");
    private static final Feature CREATING = new Feature("partner-created");
    private static final Feature CHANGING = new Feature("partner-changed");
    private static final Feature DEACTIVATING = new Feature("partner-deactivated");
    private final PartnerStore store;
    private final Contacts contacts;
    private final CurrentRights rights;
    private final Audit audit;
    private final IdempotencyKeys idempotencyKeys;
    private final Randomness randomness;
    private final TransactionTemplate transaction;
    private final Usage usage;

    Partners(
            PartnerStore store,
            Contacts contacts,
            CurrentRights rights,
            Audit audit,
            IdempotencyKeys idempotencyKeys,
            Randomness randomness,
            TransactionTemplate transaction,
            Usage usage) {
        this.store = store;
        this.contacts = contacts;
        this.rights = rights;
        this.audit = audit;
        this.idempotencyKeys = idempotencyKeys;
        this.randomness = randomness;
        this.transaction = transaction;
        this.usage = usage;
    }

    @Transactional(readOnly = true)
    public Partner get(Actor actor, PartnerId id) {
        actor.need(Permission.VIEW_PARTNERS);
        return find(actor, id);
    }

    /** Throws 404 if there is no such partner; for rooms with further data of partners. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireThere(Actor actor, PartnerId id) {
        actor.needAny(Permission.VIEW_PARTNERS, Permission.VIEW_BILLING_DETAILS);
        if (store.find(id).isEmpty()) {
            throw new NotFound();
        }
    }

    /** Like {@link #requireThere}, and locks the partner against changes and deletion until the transaction ends. */
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
        return Page.of(rows, filter.limit(), row -> row.id().value())
                .map(row -> contacts.partner(actor.organisation(), row));
    }

    /**
     * Returns the partners that follow {@code last}, or the first ones; none after the last. For exports, which are
     * complete even if partners are renamed or deleted in the meantime. The permission is checked each time, because it
     * may have been revoked while the file was written.
     */
    @Transactional
    public List<Partner> following(Actor actor, @Nullable Partner last) {
        rights.requireStill(actor, Permission.VIEW_PARTNERS);
        usage.count(READING, actor.self().lowBits());
        return store.following(last, Page.MOST).stream()
                .map(row -> contacts.partner(actor.organisation(), row))
                .toList();
    }

    /** The categories in use, as suggestions. */
    @Transactional(readOnly = true)
    public List<String> categories(Actor actor) {
        actor.need(Permission.VIEW_PARTNERS);
        return store.categories();
    }

    /** @param repeatKey idempotency key: a repeated call creates no second partner */
    @Transactional
    public Created create(Actor actor, NewPartner form, @Nullable String repeatKey) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS);
        var id = new PartnerId(randomness.uuid());
        var earlier = idempotencyKeys.claim(actor, repeatKey, id.value());
        return earlier.isPresent()
                ? new Created(find(actor, new PartnerId(earlier.get())), true)
                : new Created(createNew(actor, id, form.checked()), false);
    }

    /**
     * Creates all or none. The caller must have checked {@link NewPartner#errors}.
     *
     * @param repeatKey as for {@link #create}
     * @return false if an earlier call with the same key had created them
     */
    @Transactional
    public boolean createAll(Actor actor, List<NewPartner> forms, String repeatKey) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS);
        var first = idempotencyKeys.claim(actor, repeatKey, randomness.uuid()).isEmpty();
        if (first) {
            forms.forEach(form -> createNew(actor, new PartnerId(randomness.uuid()), form.checked()));
        }
        return first;
    }

    /** @param replayed whether an earlier call with the same key had created the partner */
    public record Created(Partner partner, boolean replayed) {}

    /** Changes a partner. If the e-mail is replaced or removed, its key is destroyed. */
    public Partner change(Actor actor, PartnerId id, PartnerChange form) {
        var changed = transaction.execute(status -> changeLocked(actor, id, form));
        contacts.forget(actor.organisation(), id);
        usage.count(CHANGING, actor.self().lowBits());
        return Objects.requireNonNull(changed);
    }

    /** Repeating it changes nothing: the first reason stays. */
    @Transactional
    public Partner deactivate(Actor actor, PartnerId id, @Nullable String reason) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS);
        var partner = locked(actor, id);
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
        if (locked(actor, id).status() == Status.DEACTIVATED) {
            store.reactivate(id);
            record(actor, "partner.reactivated", id, Map.of());
        }
        return find(actor, id);
    }

    private Partner createNew(Actor actor, PartnerId id, Details details) {
        store.insert(actor.organisation(), id, details);
        contacts.replace(actor.organisation(), id, details.contactEmail());
        record(actor, "partner.created", id, Map.of());
        usage.count(CREATING, actor.self().lowBits());
        return find(actor, id);
    }

    private Partner changeLocked(Actor actor, PartnerId id, PartnerChange form) {
        rights.requireStill(actor, Permission.EDIT_PARTNERS);
        var before = locked(actor, id);
        var details = form.on(before.details());
        if (form.isOutdated(before)) {
            throw Conflict.changedMeanwhile(before);
        }
        var changed = details.changedFrom(before.details());
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

    private Partner locked(Actor actor, PartnerId id) {
        return contacts.partner(actor.organisation(), store.lock(id).orElseThrow(NotFound::new));
    }

    private void record(Actor actor, String action, PartnerId id, Map<String, Object> facts) {
        audit.record(actor, action, new Target(PartnerId.KIND, id.value()), facts);
    }
}
