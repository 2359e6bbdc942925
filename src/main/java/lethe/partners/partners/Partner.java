package lethe.partners.partners;

import java.time.Instant;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A company that the organisation works with. Names need not be unique.
 *
 * @param website begins with {@code http://} or {@code https://}
 * @param contactEmail may be personal data, and is stored sealed
 * @param category free text of the organisation
 * @param deactivation absent while it is active
 */
public record Partner(
        PartnerId id,
        String name,
        @Nullable String website,
        @Nullable String contactEmail,
        @Nullable String category,
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

    Partner with(@Nullable String email) {
        return new Partner(id, name, website, email, category, status, createdAt, deactivation, version);
    }
}
