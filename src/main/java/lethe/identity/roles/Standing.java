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
 * Locks actors and the users they act on. Two administrators may act on each other at the same moment, so every change
 * of users or their rights starts here and locks in one order, which rules out deadlocks:
 * <ol>
 * <li>users, including the actor, in the order of their IDs;
 * <li>roles, in the order of their IDs;
 * <li>whatever belongs to those users.
 * </ol>
 *
 * <p>The actor cannot change until the transaction ends, so that two administrators cannot remove the last one between
 * them.
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
     * Locks the actor and the users.
     *
     * @return the actor with their current rights; 401 if they were terminated or suspended in the meantime
     */
    public Actor lock(Actor actor, Collection<UserId> people) {
        return trips.ask(trip -> lock(trip, actor, people));
    }

    /** As {@link #lock(Actor, Collection)}, as part of a round trip. */
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

    /** Locks only the actor. */
    public Actor lock(Actor actor) {
        return lock(actor, List.of());
    }

    /** A user who acts, with or without a request, locked with their current rights; empty if they may not sign in. */
    public Optional<Actor> lockActor(UserId person) {
        return trips.ask(trip -> store.lockActor(trip, person, clock.instant()));
    }
}
