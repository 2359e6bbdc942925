package lethe.privacy.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lethe.audit.log.RecordedEntry;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;

/**
 * A termination as it is kept: ids only.
 *
 * @param by empty where no user did it
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
        Optional<Receipt> receipt) {}
