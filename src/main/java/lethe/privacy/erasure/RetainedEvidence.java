package lethe.privacy.erasure;

import java.util.Collection;
import lethe.platform.kernel.UserId;

/**
 * Evidence that is kept after a termination, until the retained record ends. All implementations are called when
 * records end.
 */
public interface RetainedEvidence {
    /** Deletes the evidence of people whose record has just ended, within the caller's transaction. */
    void end(Collection<UserId> people);
}
