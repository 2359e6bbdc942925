package lethe.lifecycle.reviews;

import java.time.Instant;
import java.time.LocalDate;
import lethe.identity.users.UserStatus;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of whom a finding holds.
 *
 * @param lastMonth when they were last here, to the month: {@code 2026-05}; absent when never
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
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Found[" + id + "]";
    }
}
