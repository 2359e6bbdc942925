package lethe.consent;

import java.time.Instant;
import lethe.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** What is kept of a consent for as long as anyone may ask: ids only. */
public sealed interface Evidence {
    /**
     * Art. 7, when a user is created: somebody else says that the person had consented.
     *
     * @param attestedBy absent where the operator attested at the command line
     */
    record Attestation(
            @Nullable UserId attestedBy, Instant attestedAt, int noticeVersion, String noticeHash, String language)
            implements Evidence {}

    /** What the person decided themselves, on which words, after who had let them in. */
    record OwnConsent(
            int noticeVersion,
            String noticeHash,
            String language,
            Instant at,
            Decision decision,
            Handovers.Way handover,
            @Nullable UserId handedOverBy)
            implements Evidence {}

    enum Decision {
        CONTINUE,
        REFUSE
    }
}
