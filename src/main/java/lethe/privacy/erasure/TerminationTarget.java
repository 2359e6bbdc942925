package lethe.privacy.erasure;

import java.time.Instant;
import java.time.LocalDate;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserId;

/** What a termination asks of the room that knows people. */
public interface TerminationTarget {
    /**
     * Finds the person for somebody who may terminate them, as the system itself may, and holds them until the transaction ends: two
     * terminations, or a termination and a reassignment, come one after the other.
     *
     * @return false when they are gone already
     */
    boolean lockLeaving(Actor actor, UserId person);

    /** Leaves of the person what the record keeps: names, id, last type and last role. */
    void leave(Actor actor, UserId person, Instant at, LocalDate retainedUntil);
}
