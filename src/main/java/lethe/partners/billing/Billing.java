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

/** Partners' billing details: whoever is shown them is entered in the audit log, each time. */
@Component
public class Billing {
    /** What was there could not be opened any more, and made room for new details. */
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

    /** Absent while there are none, and then nobody has been shown anything. */
    @Transactional
    public Optional<BillingDetails> view(Actor actor, PartnerId id) {
        actor.need(Permission.VIEW_BILLING_DETAILS);
        return view(actor, id, Map.of());
    }

    /** Of those that have some, for a file with those of many. */
    @Transactional
    public Map<PartnerId, BillingDetails> export(Actor actor, Collection<PartnerId> ids) {
        actor.need(Permission.VIEW_BILLING_DETAILS);
        var all = new HashMap<PartnerId, BillingDetails>();
        for (var id : ids) {
            find(actor, id).ifPresent(details -> {
                audit.record(actor, "billing.viewed", target(id), Map.of("by", "export"));
                all.put(id, details);
            });
        }
        return all;
    }

    /** What was changed so far, the latest first; to be shown to whoever may read the audit log as well. */
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
     * Replaces what is there; the same again changes nothing.
     *
     * @param noted whether what is unusual has been shown to whoever changes it; not asked where nothing is
     */
    @Transactional
    Put put(Actor actor, PartnerId id, BillingForm form, Predicate<List<Remark>> noted) {
        rights.requireStill(actor, Permission.EDIT_BILLING_DETAILS);
        partners.lock(actor, id);
        var particulars = form.checked();
        var row = store.find(id);
        var before = row.flatMap(one -> sealed.open(actor.organisation(), id, one));
        before.filter(now -> form.isOutdated(now.version())).ifPresent(now -> {
            throw Conflict.changedMeanwhile(now);
        });
        if (before.filter(now -> now.particulars().equals(particulars)).isEmpty()) {
            var doubts = Doubts.on(particulars);
            if (!doubts.isEmpty() && !noted.test(doubts)) {
                throw Invalid.doubtful(doubts.stream().map(Remark::error).toList());
            }
            var key = before.isEmpty()
                    ? insert(actor, id, particulars)
                    : update(actor, id, row.orElseThrow(), particulars);
            record(actor, id, key, before.map(BillingDetails::particulars).orElse(null), particulars);
        }
        return new Put(find(actor, id).orElseThrow(), before.isEmpty());
    }

    /** @param first whether there were none before */
    record Put(BillingDetails details, boolean first) {}

    /** What the one who changed them last is called. */
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

    /** What cannot be opened any more, its key having been lost, is replaced as if it were not there. */
    private KeySlot insert(Actor actor, PartnerId id, BillingFields particulars) {
        store.delete(id).ifPresent(lost -> audit.record(actor, LOST, target(id)));
        var key = sealed.newKey(actor.organisation());
        store.insert(actor, id, key, sealed.particulars(actor.organisation(), key, id, particulars));
        return key;
    }

    private KeySlot update(Actor actor, PartnerId id, Row row, BillingFields particulars) {
        store.update(actor, id, sealed.particulars(actor.organisation(), row.slot(), id, particulars));
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
