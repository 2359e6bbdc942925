package lethe.billing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import lethe.kernel.UserId;

/** The billing details of a partner, in full. */
public record BillingDetails(
        @JsonUnwrapped Particulars particulars, long version, Instant updatedAt, UserId updatedBy) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "BillingDetails[…]";
    }
}
