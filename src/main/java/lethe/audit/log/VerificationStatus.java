package lethe.audit.log;

import java.time.Instant;
import java.util.Optional;
import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** What the page of the audit log asks of the room that verifies it. */
public interface VerificationStatus {
    /** The last time the log of the actor's organisation was computed again; empty before the first. */
    Optional<Verified> last(Actor actor);

    /** Whether that is being computed on this node. */
    boolean isUnderway(Actor actor);

    /**
     * What was found.
     *
     * @param entries how many were computed
     * @param fault a code, absent where all was as it was signed
     * @param faultIndex the place of the first entry that was not
     */
    record Verified(
            Instant at,
            long entries,
            @Nullable String fault,
            @Nullable Long faultIndex) {}
}
