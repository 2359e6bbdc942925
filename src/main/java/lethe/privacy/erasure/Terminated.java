package lethe.privacy.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.log.RecordedEntry;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import lethe.verifier.verify.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A termination as stored: ids only.
 *
 * @param by empty if no user did it
 * @param again present if a restored older database had brought the person back
 * @param receipt empty until the keys are destroyed
 */
record Terminated(
        ReceiptId id,
        OrganisationId organisation,
        UserId person,
        Instant at,
        Optional<UserId> by,
        boolean self,
        List<ErasedItem> erased,
        LocalDate retainedUntil,
        RecordedEntry entry,
        Optional<Repeated> again,
        Optional<Receipt> receipt) {
    /**
     * What the audit log and the receipt state about a repeated termination.
     *
     * @param restore the restore declared in the audit log; absent if none is declared
     */
    record Repeated(@Nullable String restore) {
        Map<String, Object> members() {
            var members = new LinkedHashMap<String, Object>();
            members.put(Statement.AGAIN, true);
            if (restore != null) {
                members.put(Statement.RESTORE, restore);
            }
            return members;
        }
    }
}
