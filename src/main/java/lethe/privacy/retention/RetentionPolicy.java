package lethe.privacy.retention;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrip;
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

/** How long each category of data is kept: the default, or the organisation's own setting. */
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

    /** For the organisation in scope, counted from now. */
    @Transactional(readOnly = true)
    public RetentionPeriod of(DataCategory category) {
        return period(store.chosen(), category);
    }

    /** All categories, as {@link #of}. */
    @Transactional(readOnly = true)
    public Map<DataCategory, RetentionPeriod> all() {
        return all(store.chosen());
    }

    /** As {@link #all()}, in the caller's transaction. */
    public Supplier<Map<DataCategory, RetentionPeriod>> all(RoundTrip trip) {
        var chosen = store.chosen(trip);
        return () -> all(chosen.get());
    }

    /** As {@link #of(DataCategory)}, in the caller's transaction. */
    public Supplier<RetentionPeriod> of(RoundTrip trip, DataCategory kind) {
        var chosen = store.chosen(trip);
        return () -> period(chosen.get(), kind);
    }

    private Map<DataCategory, RetentionPeriod> all(Chosen chosen) {
        return Stream.of(DataCategory.values()).collect(Collectors.toMap(kind -> kind, kind -> period(chosen, kind)));
    }

    /**
     * The periods in words, by category key. Outside an organisation: the defaults, with the remark that they may
     * differ.
     */
    @Transactional(readOnly = true)
    public Map<String, String> inWords(Locale language) {
        var within = TenantContext.organisation().isPresent();
        var chosen = within ? store.chosen() : new Chosen(Map.of(), 1);
        return Stream.of(DataCategory.values())
                .collect(Collectors.toMap(
                        DataCategory::key, category -> words(category, chosen.amount(category), within, language)));
    }

    /** Number of days until deleted data has also disappeared from database backups; set by the operator. */
    public int backupHorizon() {
        return backupHorizon;
    }

    /** What will expire next in one category. */
    @Transactional(readOnly = true)
    public Coming coming(Actor actor, DataCategory category) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ORGANISATION);
        return coming(of(category));
    }

    /** All periods, with what will expire next. */
    @Transactional(readOnly = true)
    public LimitsView view(Actor actor) {
        actor.need(Permission.MANAGE_ORGANISATION);
        var chosen = store.chosen();
        var all = new ArrayList<LimitsView.One>();
        for (var category : DataCategory.values()) {
            var period = period(chosen, category);
            all.add(LimitsView.One.of(period, coming(period)));
        }
        return new LimitsView(all, chosen.version(), backupHorizon);
    }

    /**
     * Changes some periods. They apply from the next run, except to data whose end was fixed on creation: sessions,
     * tokens, links and retained records.
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
        changed.forEach((category, amount) -> audit.record(
                actor,
                "organisation.limit-changed",
                Target.of(actor.organisation()),
                Map.of(
                        "kind",
                        category.key(),
                        "before",
                        before.amount(category),
                        "now",
                        amount,
                        "unit",
                        category.unit())));
        usage.count(CHANGING, actor.self().lowBits());
    }

    private Coming coming(RetentionPeriod period) {
        return expiring.stream()
                .filter(one -> one.kind() == period.kind())
                .map(one -> one.coming(period))
                .reduce(Coming.NOTHING, Coming::and);
    }

    private RetentionPeriod period(Chosen chosen, DataCategory category) {
        return new RetentionPeriod(category, chosen.amount(category), clock.instant());
    }

    private String words(DataCategory category, int amount, boolean within, Locale language) {
        var period = messages.getMessage("retention.period." + category.unit(), new Object[] {amount}, language);
        return within || category.isFixed()
                ? period
                : messages.getMessage("retention.period.usual", List.of(period).toArray(), language);
    }
}
