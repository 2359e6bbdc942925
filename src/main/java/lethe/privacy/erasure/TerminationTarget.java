package lethe.privacy.erasure;

import java.time.Instant;
import java.time.LocalDate;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserId;

/** The user to terminate. Implemented by the room that manages users. */
public interface TerminationTarget {
    /**
     * Locks the person until the transaction ends, if the actor may terminate them; the system may terminate anyone.
     * The lock serialises terminations and reassignments of one person.
     *
     * @return false if they are already terminated
     */
    boolean lockLeaving(Actor actor, UserId person);

    /** Reduces the person to their retained record: names, id, last type and last role. Part of the round trip. */
    void leave(RoundTrip trip, Actor actor, UserId person, Instant at, LocalDate retainedUntil);
}
