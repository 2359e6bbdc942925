package lethe.privacy.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.personaldata.PersonalDataHolder.Erasure;
import lethe.privacy.erasure.Terminated.Repeated;
import lethe.privacy.inventory.Holdings;
import lethe.privacy.retention.RetentionPolicy;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;

/**
 * The first step of a termination, within the caller's transaction: deletes the person's data and lists their keys. All
 * rooms delete in the same round trip.
 */
@Component
class PersonErasure {
    private final TerminationTarget target;
    private final Holdings holdings;
    private final List<PersonalDataHolder> holders;
    private final TerminationStore store;
    private final Vault vault;
    private final Audit audit;
    private final RetentionPolicy policy;
    private final RoundTrips trips;

    PersonErasure(
            TerminationTarget target,
            Holdings holdings,
            List<PersonalDataHolder> holders,
            TerminationStore store,
            Vault vault,
            Audit audit,
            RetentionPolicy policy,
            RoundTrips trips) {
        this.target = target;
        this.holdings = holdings;
        this.holders = holders;
        this.store = store;
        this.vault = vault;
        this.audit = audit;
        this.policy = policy;
        this.trips = trips;
    }

    /**
     * One erasure: of whose data, and when.
     *
     * @param facts additional facts for the audit log
     * @param again present if a restored older database had brought the person back
     */
    record Occasion(UserId person, Instant at, Map<String, Object> facts, Optional<Repeated> again) {
        Map<String, Object> factsBy(Actor actor) {
            var all = new HashMap<>(facts);
            all.put("self", actor.is(person));
            again.ifPresent(repeated -> all.putAll(repeated.members()));
            return all;
        }
    }

    void erase(Actor actor, Occasion occasion) {
        var person = occasion.person();
        var trip = trips.start();
        var record = policy.of(trip, DataCategory.RETAINED_RECORD);
        var there = holdings.goes(trip, person);
        var erasures =
                holders.stream().map(holder -> holder.erase(trip, person)).toList();
        trip.go();
        var erased = erasures.stream().map(Supplier::get).toList();
        record(actor, occasion, erased, Set.copyOf(there.get()), record.get().lastDay(occasion.at()));
    }

    private void record(Actor actor, Occasion occasion, List<Erasure> erased, Set<String> there, LocalDate until) {
        var person = occasion.person();
        var trip = trips.start();
        target.leave(trip, actor, person, occasion.at(), until);
        var entry = audit.record(trip, actor, "user.terminated", Target.of(person), occasion.factsBy(actor));
        store.insert(
                trip,
                new Terminated(
                        store.nextId(),
                        actor.organisation(),
                        person,
                        occasion.at(),
                        Optional.ofNullable(actor.user()),
                        actor.is(person),
                        items(erased, there),
                        until,
                        entry,
                        occasion.again(),
                        Optional.empty()));
        var slots = erased.stream().flatMap(erasure -> erasure.slots().stream()).toList();
        vault.forgetLater(trip, person.value(), slots);
        trip.go();
    }

    private static List<ErasedItem> items(List<Erasure> erased, Set<String> there) {
        return erased.stream()
                .map(erasure -> ErasedItem.of(erasure, there))
                .filter(item -> !item.what().isEmpty())
                .toList();
    }
}
