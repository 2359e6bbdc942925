package lethe.partners.partners;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A company that the organisation works with.
 *
 * @param deactivation absent while it is active
 */
public record Partner(
        PartnerId id,
        @JsonUnwrapped Details details,
        Status status,
        Instant createdAt,
        @Nullable Deactivation deactivation,
        long version) {
    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "Partner[…]";
    }

    public enum Status {
        ACTIVE,
        DEACTIVATED
    }

    public record Deactivation(Instant at, UserId by, String reason) {}

    public String name() {
        return details.name();
    }

    public @Nullable String website() {
        return details.website();
    }

    public @Nullable String contactEmail() {
        return details.contactEmail();
    }

    public @Nullable String category() {
        return details.category();
    }
}
