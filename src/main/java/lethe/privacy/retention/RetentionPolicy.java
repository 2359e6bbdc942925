package lethe.privacy.retention;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.ExpiringData.Coming;
import lethe.platform.personaldata.RetentionPeriod;
import lethe.platform.requests.CurrentRights;
import lethe.platform.requests.Validation;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.privacy.retention.LimitStore.Chosen;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** For how long each kind of data is kept: as a rule, or as the organisation has set it. */
@Component
public class RetentionPolicy {
    private static final Feature CHANGING = new Feature("storage-limits-changed");
    private final LimitStore store;
    private final ObjectProvider<ExpiringData> expiring;
    private final CurrentRights rights;
    private final Audit audit;
    private final Clock clock;
    private final MessageSource messages;
    private final Usage usage;
    private final int backupHorizon;

    RetentionPolicy(
            LimitStore store,
            ObjectProvider<ExpiringData> expiring,
            CurrentRights rights,
            Audit audit,
            Clock clock,
            MessageSource messages,
            Usage usage,
            @Value("${lethe.backup-horizon:35}") int backupHorizon) {
        this.store = store;
        this.expiring = expiring;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
        this.messages = messages;
        this.usage = usage;
        this.backupHorizon = backupHorizon;
    }

    /** Of the organisation in scope, from now. */
    @Transactional(readOnly = true)
    public RetentionPeriod of(DataCategory kind) {
        return limit(store.chosen(), kind);
    }

    /** All of them at once, as {@link #of}. */
    @Transactional(readOnly = true)
    public Map<DataCategory, RetentionPeriod> all() {
        var chosen = store.chosen();
        return Stream.of(DataCategory.values()).collect(Collectors.toMap(kind -> kind, kind -> limit(chosen, kind)));
    }

    /** In words, by the kinds' keys; outside of any organisation what is usual, and that it may differ. */
    @Transactional(readOnly = true)
    public Map<String, String> inWords(Locale language) {
        var within = TenantContext.organisation().isPresent();
        var chosen = within ? store.chosen() : new Chosen(Map.of(), 1);
        return Stream.of(DataCategory.values())
                .collect(Collectors.toMap(
                        DataCategory::key, kind -> words(kind, chosen.amount(kind), within, language)));
    }

    /** Days after which what was removed has left the backups of the database as well, as the operator has set it. */
    public int backupHorizon() {
        return backupHorizon;
    }

    /** What will be over next of one kind. */
    @Transactional(readOnly = true)
    public Coming coming(Actor actor, DataCategory kind) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ORGANISATION);
        return coming(of(kind));
    }

    /** All of them, and what will be over next. */
    @Transactional(readOnly = true)
    public LimitsView view(Actor actor) {
        actor.need(Permission.MANAGE_ORGANISATION);
        var chosen = store.chosen();
        var all = new ArrayList<LimitsView.One>();
        for (var kind : DataCategory.values()) {
            var limit = limit(chosen, kind);
            all.add(LimitsView.One.of(limit, coming(limit)));
        }
        return new LimitsView(all, chosen.version(), backupHorizon);
    }

    /**
     * Sets some of them anew; what is left out stays. From the next run on, except for what has an end already that
     * somebody was told: sessions, tokens, links, retained records.
     */
    @Transactional
    public LimitsView change(Actor actor, LimitsForm form) {
        rights.requireStill(actor, Permission.MANAGE_ORGANISATION);
        var before = store.chosen();
        var fields = new Validation();
        var changed = form.checked(fields);
        fields.check();
        changed.entrySet().removeIf(one -> before.amount(one.getKey()) == one.getValue());
        if (form.version() != null && form.version() != before.version()) {
            throw Conflict.changedMeanwhile(view(actor));
        }
        if (!changed.isEmpty()) {
            change(actor, before, changed);
        }
        return view(actor);
    }

    private void change(Actor actor, Chosen before, Map<DataCategory, Integer> changed) {
        var amounts = new EnumMap<DataCategory, Integer>(DataCategory.class);
        amounts.putAll(before.amounts());
        amounts.putAll(changed);
        if (!store.update(actor.organisation(), amounts, before.version())) {
            throw Conflict.changedMeanwhile(view(actor));
        }
        changed.forEach((kind, amount) -> audit.record(
                actor,
                "organisation.limit-changed",
                Target.of(actor.organisation()),
                Map.of("kind", kind.key(), "before", before.amount(kind), "now", amount, "unit", kind.unit())));
        usage.count(CHANGING, actor.self().lowBits());
    }

    private Coming coming(RetentionPeriod limit) {
        return expiring.stream()
                .filter(one -> one.kind() == limit.kind())
                .map(one -> one.coming(limit))
                .reduce(Coming.NOTHING, Coming::and);
    }

    private RetentionPeriod limit(Chosen chosen, DataCategory kind) {
        return new RetentionPeriod(kind, chosen.amount(kind), clock.instant());
    }

    private String words(DataCategory kind, int amount, boolean within, Locale language) {
        var period = messages.getMessage("retention.period." + kind.unit(), new Object[] {amount}, language);
        return within || kind.isFixed()
                ? period
                : messages.getMessage("retention.period.usual", List.of(period).toArray(), language);
    }
}
