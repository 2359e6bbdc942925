package lethe.privacy.erasure;

import java.util.Collection;
import lethe.platform.kernel.UserId;

/**
 * What every room implements that keeps something of people beyond their termination, for as long as the retained record:
 * Spring hands all of them to whoever ends records.
 */
public interface RetainedEvidence {
    /** Removes what is kept of people whose record has just ended, within the caller's transaction. */
    void end(Collection<UserId> people);
}
