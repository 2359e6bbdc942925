package lethe.audit.log;

import java.time.Instant;
import java.util.Optional;
import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** The state of the verification, for the audit log's page; implemented by the room that verifies it. */
public interface VerificationStatus {
    /** The last verification of the log of the actor's organisation; empty before the first. */
    Optional<Verified> last(Actor actor);

    /** Whether this node is verifying the log now. */
    boolean isUnderway(Actor actor);

    /**
     * The result of a verification.
     *
     * @param entries the number of verified entries
     * @param fault a code; absent if everything matches what was signed
     * @param faultIndex the index of the first wrong entry
     */
    record Verified(
            Instant at,
            long entries,
            @Nullable String fault,
            @Nullable Long faultIndex) {}
}
