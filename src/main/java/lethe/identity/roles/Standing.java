package lethe.identity.roles;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentRights;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who acts on whom. Two admins may act on each other, or somebody on an actor, at the same moment: so everything that changes
 * people or what they may do begins here, and takes its locks in one order, in which nobody waits for somebody who waits for them:
 *
 * <ol>
 *   <li>people, the actor among them, in the order of their ids;
 *   <li>roles, in the order of their ids;
 *   <li>whatever belongs to those people.
 * </ol>
 *
 * <p>Whoever acts on another stays who they are until the transaction ends, so that the last admin stays, too.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Standing implements CurrentRights {
    private final StandingStore store;
    private final Clock clock;
    private final RoundTrips trips;

    Standing(StandingStore store, Clock clock, RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Holds the actor and the people.
     *
     * @return the actor with what they may do by now; 401 where they are gone or suspended meanwhile
     */
    public Actor lock(Actor actor, Collection<UserId> people) {
        return trips.ask(trip -> lock(trip, actor, people));
    }

    /** As {@link #lock(Actor, Collection)}, on the way of something else to the database. */
    public Supplier<Actor> lock(RoundTrip trip, Actor actor, Collection<UserId> people) {
        if (actor.kind() != Actor.Kind.USER) {
            store.lock(trip, people);
            return () -> actor;
        }
        store.lockBefore(trip, actor.self(), people);
        store.lock(trip, people.stream().filter(actor::is).toList());
        var now = store.lockActor(trip, actor.self(), clock.instant());
        store.lockAfter(trip, actor.self(), people);
        return () -> now.get().orElseThrow(SignInFailed::required);
    }

    @Override
    public void requireStill(Actor actor, Permission... needed) {
        actor.need(needed);
        if (actor.kind() == Actor.Kind.USER) {
            trips.ask(trip -> store.lockActorAndRole(trip, actor.self(), clock.instant()))
                    .orElseThrow(SignInFailed::required)
                    .need(needed);
        }
    }

    /** The actor alone. */
    public Actor lock(Actor actor) {
        return lock(actor, List.of());
    }

    /** Somebody who acts, with or without a request, as they are and stay; empty where they may not come in. */
    public Optional<Actor> lockActor(UserId person) {
        return trips.ask(trip -> store.lockActor(trip, person, clock.instant()));
    }
}
