package lethe.privacy.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.RetentionPeriod;
import lethe.privacy.inventory.InventoryStore.Search;
import lethe.privacy.retention.RetentionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds what is stored about a person, in the phrases of receipts: searches for their id in every column that is
 * declared to refer to people.
 */
@Component
public class Holdings {
    /** Tables in which a termination writes its proof. */
    private static final Set<String> PROOF = Set.of("termination", "audit_entry");

    /** The table whose data are listed first. */
    private static final String PERSON = "app_user";

    private static final Set<String> LINK = Set.of("receipt_link");
    /** Sign-in events are audit entries as well; a termination adds none. */
    private static final String SIGN_INS = DataCategory.SIGN_IN_EVENT.key();

    private final InventoryStore store;
    private final RetentionPolicy limits;
    private final RoundTrips trips;
    private @Nullable Search search;

    Holdings(InventoryStore store, RetentionPolicy limits, RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.limits = limits;
    }

    /**
     * What a termination now would erase and retain; 403 for others without {@link Permission#MANAGE_USERS}. Users who
     * terminate their own account also get a link to the receipt.
     */
    @Transactional(readOnly = true)
    public Fates fates(Actor actor, UserId person) {
        var self = actor.is(person);
        if (!self) {
            actor.need(Permission.MANAGE_USERS);
        }
        var trip = trips.start();
        var there = store.there(trip, search(), person);
        var periods = limits.all(trip);
        trip.go();
        var goes = there.get().stream().filter(Holding::goes);
        return new Fates(words(goes), kept(withProof(there.get(), self), now(periods.get())));
    }

    /** What will be erased, as part of the round trip; add it before any deletion. */
    public Supplier<List<String>> goes(RoundTrip trip, UserId person) {
        var there = store.there(trip, search(), person);
        return () -> words(there.get().stream().filter(Holding::goes));
    }

    /** What a termination may erase and retain of any person, for terminating many together. */
    @Transactional(readOnly = true)
    public Fates fatesOfAnybody() {
        var stays = all().stream().filter(holding -> !holding.goes()).toList();
        return new Fates(words(all().stream().filter(Holding::goes)), kept(stays, now(limits.all())));
    }

    /**
     * What a termination retains of a person.
     *
     * @param recordEnds the end of the retained record
     * @param periods of all categories, queried once in the same trip
     */
    public Supplier<List<RetainedData>> stays(
            RoundTrip trip,
            UserId person,
            boolean self,
            Instant now,
            LocalDate recordEnds,
            Supplier<Map<DataCategory, RetentionPeriod>> periods) {
        var there = store.there(trip, search(), person);
        return () -> kept(withProof(there.get(), self), new Ends(recordEnds, now, periods.get()));
    }

    private static Ends now(Map<DataCategory, RetentionPeriod> periods) {
        var record = Objects.requireNonNull(periods.get(DataCategory.RETAINED_RECORD));
        return new Ends(record.lastDay(record.now()), record.now(), periods);
    }

    private static List<String> words(Stream<Holding> holdings) {
        return holdings.map(Holding::word).distinct().toList();
    }

    /** What exists now and what the termination adds, in order of declaration. */
    private List<Holding> withProof(List<Holding> found, boolean self) {
        var there = new LinkedHashSet<>(found);
        Predicate<Holding> comes = holding -> PROOF.contains(holding.table())
                        && !holding.another()
                        && !holding.retention().equals(SIGN_INS)
                || self && LINK.contains(holding.table());
        return all().stream()
                .filter(holding -> !holding.goes())
                .filter(holding -> there.contains(holding) || comes.test(holding))
                .toList();
    }

    private static List<RetainedData> kept(List<Holding> holdings, Ends ends) {
        Map<List<String>, Set<String>> groups = new LinkedHashMap<>();
        holdings.forEach(holding -> groups.computeIfAbsent(
                        List.of(holding.ground(), holding.until(ends)), key -> new LinkedHashSet<>())
                .add(holding.word()));
        return groups.entrySet().stream()
                .map(group -> new RetainedData(
                        List.copyOf(group.getValue()),
                        group.getKey().getFirst(),
                        group.getKey().getLast()))
                .toList();
    }

    /** Cached: the columns do not change while the application runs. */
    private synchronized Search search() {
        var known = search;
        if (known == null) {
            var tables = store.personal().stream()
                    .sorted(Comparator.comparing(datum -> !datum.table().equals(PERSON)))
                    .collect(Collectors.groupingBy(PersonalDataField::table, LinkedHashMap::new, Collectors.toList()));
            var found = new ArrayList<Holding>();
            tables.values().forEach(table -> Holding.of(table).forEach(found::add));
            known = Search.of(found);
            search = known;
        }
        return known;
    }

    private List<Holding> all() {
        return search().holdings();
    }
}
