package lethe.lifecycle.reviews;

import java.time.Instant;
import java.time.LocalDate;
import lethe.identity.users.UserStatus;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/**
 * A user with a finding.
 *
 * @param lastMonth the month of their last activity, such as {@code 2026-05}; null if never
 */
public record FlaggedUser(
        UserId id,
        String firstName,
        String lastName,
        UserType type,
        RoleId roleId,
        UserStatus status,
        Instant createdAt,
        @Nullable String lastMonth,
        @Nullable LocalDate accessUntil) {
    /** Contains no personal data, so it may be logged. */
    @Override
    public String toString() {
        return "FlaggedUser[" + id + "]";
    }
}
