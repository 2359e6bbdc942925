package lethe.partners.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Remark;

/** The billing details of a partner, in full. */
public record BillingDetails(
        @JsonUnwrapped BillingFields particulars, long version, Instant updatedAt, UserId updatedBy) {
    /** What to look at once more; absent where nothing is unusual. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<Remark> notes() {
        return Doubts.on(particulars);
    }

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "BillingDetails[…]";
    }
}
