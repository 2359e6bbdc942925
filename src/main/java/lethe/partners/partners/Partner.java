package lethe.partners.partners;

import java.time.Instant;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A company that the organisation works with; names need not be unique.
 *
 * @param website begins with {@code http://} or {@code https://}
 * @param contactEmail may be a person's, and is stored only sealed
 * @param category whatever the organisation sorts its partners by
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
    /** Nothing of a person's, for logs. */
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
