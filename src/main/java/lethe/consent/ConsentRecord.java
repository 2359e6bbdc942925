package lethe.consent;

import java.time.Instant;
import java.util.UUID;
import lethe.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One act of consent as evidence (Art. 7(1)): ids only, which outlive the person's data.
 *
 * @param by who attested, or who had handed over the first secret; absent where that was the operator or nobody
 * @param handover absent for what was attested
 */
public record ConsentRecord(
        UUID id,
        UserId person,
        Act act,
        Instant at,
        int noticeVersion,
        String noticeHash,
        String language,
        Handovers.@Nullable Way handover,
        @Nullable UserId by) {
    public enum Act {
        ATTESTED,
        CONTINUE,
        REFUSE
    }
}
