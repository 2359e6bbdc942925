package lethe.identity.users;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/** A row of {@code app_user}, with the sealed e-mail of its account where there is one. */
record UserRow(
        UserId id,
        String firstName,
        String lastName,
        UserType type,
        @Nullable RoleId roleId,
        @Nullable LocalDate accessUntil,
        UserStatus status,
        Instant createdAt,
        @Nullable UserId createdBy,
        @Nullable RoleId lastRoleId,
        @Nullable String lastRoleName,
        @Nullable Instant terminatedAt,
        @Nullable UserId terminatedBy,
        @Nullable LocalDate retainedUntil,
        @Nullable Long keySlot,
        byte @Nullable [] email) {
    /** Of one who is here. */
    RoleId role() {
        return Objects.requireNonNull(roleId);
    }
}
