package lethe.partners.billing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lethe.audit.log.Audit;
import lethe.audit.log.Names;
import lethe.audit.log.Target;
import lethe.partners.billing.BillingStore.ChangeRow;
import lethe.partners.billing.BillingStore.Row;
import lethe.partners.partners.PartnerId;
import lethe.partners.partners.Partners;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentRights;
import lethe.platform.requests.Remark;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Billing details of partners. Every view is recorded in the audit log. */
@Component
public class Billing {
    /** The audit action for details whose key was lost; they are replaced by new ones. */
    static final String LOST = "billing.lost";

    private static final int MOST_CHANGES = 100;
    private final BillingStore store;
    private final Sealed sealed;
    private final Partners partners;
    private final CurrentRights rights;
    private final Audit audit;
    private final Names names;
    private final Randomness randomness;

    Billing(
            BillingStore store,
            Sealed sealed,
            Partners partners,
            CurrentRights rights,
            Audit audit,
            Names names,
            Randomness randomness) {
        this.store = store;
        this.sealed = sealed;
        this.partners = partners;
        this.rights = rights;
        this.audit = audit;
        this.names = names;
        this.randomness = randomness;
    }

    /** Returns the details; empty if there are none, in which case no view is recorded. */
    @Transactional
    public Optional<BillingDetails> view(Actor actor, PartnerId id) {
        actor.need(Permission.VIEW_BILLING_DETAILS);
        return view(actor, id, Map.of());
    }

    /** Returns the details of those partners that have some, for an export. Each is recorded as a view. */
    @Transactional
    public Map<PartnerId, BillingDetails> export(Actor actor, Collection<PartnerId> ids) {
        rights.requireStill(actor, Permission.VIEW_BILLING_DETAILS);
        var all = new HashMap<PartnerId, BillingDetails>();
        for (var id : ids) {
            find(actor, id).ifPresent(details -> {
                audit.record(actor, "billing.viewed", target(id), Map.of("by", "export"));
                all.put(id, details);
            });
        }
        return all;
    }

    /** Returns past changes, latest first. Requires {@link Permission#VIEW_AUDIT_LOG} as well. */
    @Transactional
    List<BillingChange> changes(Actor actor, PartnerId id) {
        actor.need(Permission.VIEW_BILLING_DETAILS, Permission.VIEW_AUDIT_LOG);
        if (view(actor, id, Map.of("by", "history")).isEmpty()) {
            throw new NotFound();
        }
        var row = store.find(id).orElseThrow(NotFound::new);
        var rows = store.changes(id, MOST_CHANGES);
        var known = names.of(rows.stream().map(ChangeRow::by).distinct().toList());
        return rows.stream()
                .map(one -> new BillingChange(
                        one.at(),
                        known.getOrDefault(one.by(), one.by().toString()),
                        sealed.openChanged(actor.organisation(), row.slot(), one.id(), one.changed())))
                .toList();
    }

    /**
     * Replaces the details; identical details change nothing.
     *
     * @param noted whether the user has seen the remarks on unusual values; called only if there are any
     */
    @Transactional
    Put put(Actor actor, PartnerId id, BillingForm form, Predicate<List<Remark>> noted) {
        rights.requireStill(actor, Permission.EDIT_BILLING_DETAILS);
        partners.lock(actor, id);
        var billingFields = form.checked();
        var row = store.find(id);
        var before = row.flatMap(one -> sealed.open(actor.organisation(), id, one));
        before.filter(now -> form.isOutdated(now.version())).ifPresent(now -> {
            throw Conflict.changedMeanwhile(now);
        });
        if (before.filter(now -> now.particulars().equals(billingFields)).isEmpty()) {
            var doubts = Doubts.on(billingFields);
            if (!doubts.isEmpty() && !noted.test(doubts)) {
                throw Invalid.doubtful(doubts.stream().map(Remark::error).toList());
            }
            var key = before.isEmpty()
                    ? insert(actor, id, billingFields)
                    : update(actor, id, row.orElseThrow(), billingFields);
            record(actor, id, key, before.map(BillingDetails::particulars).orElse(null), billingFields);
        }
        return new Put(find(actor, id).orElseThrow(), before.isEmpty());
    }

    /** @param first whether there were none before */
    record Put(BillingDetails details, boolean first) {}

    /** The name of the user who made the latest change. */
    @Transactional(readOnly = true)
    String nameOf(Actor actor, UserId person) {
        actor.need(Permission.VIEW_BILLING_DETAILS);
        return names.of(List.of(person)).getOrDefault(person, person.toString());
    }

    private Optional<BillingDetails> view(Actor actor, PartnerId id, Map<String, Object> facts) {
        partners.requireThere(actor, id);
        var details = find(actor, id);
        if (details.isPresent()) {
            audit.record(actor, "billing.viewed", target(id), facts);
        }
        return details;
    }

    /** Details that can no longer be opened, because their key was lost, are replaced as if absent. */
    private KeySlot insert(Actor actor, PartnerId id, BillingFields billingFields) {
        store.delete(id).ifPresent(lost -> audit.record(actor, LOST, target(id)));
        var key = sealed.newKey(actor.organisation());
        store.insert(actor, id, key, sealed.particulars(actor.organisation(), key, id, billingFields));
        return key;
    }

    private KeySlot update(Actor actor, PartnerId id, Row row, BillingFields billingFields) {
        store.update(actor, id, sealed.particulars(actor.organisation(), row.slot(), id, billingFields));
        return row.slot();
    }

    private void record(Actor actor, PartnerId id, KeySlot key, @Nullable BillingFields before, BillingFields after) {
        var fields = BillingChange.between(before, after);
        var change = randomness.uuid();
        var changed = sealed.changed(actor.organisation(), key, change, fields);
        var facts = new HashMap<String, Object>(Map.of("fields", List.copyOf(fields.keySet())));
        var notes = Doubts.on(after);
        if (!notes.isEmpty()) {
            facts.put("notes", notes.stream().map(Remark::text).toList());
        }
        var entry = audit.record(actor, "billing.changed", target(id), facts, changed);
        store.insertChange(actor, id, change, entry.id(), changed);
    }

    private Optional<BillingDetails> find(Actor actor, PartnerId id) {
        return store.find(id).flatMap(row -> sealed.open(actor.organisation(), id, row));
    }

    private static Target target(PartnerId id) {
        return new Target(PartnerId.KIND, id.value());
    }
}
