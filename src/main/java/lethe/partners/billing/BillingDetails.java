package lethe.partners.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Remark;

/** The complete billing details of a partner. */
public record BillingDetails(
        @JsonUnwrapped BillingFields particulars, long version, Instant updatedAt, UserId updatedBy) {
    /** Remarks on unusual values, for a second look; left out of the JSON if empty. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<Remark> notes() {
        return Doubts.on(particulars);
    }

    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "BillingDetails[…]";
    }
}
