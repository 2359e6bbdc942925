package lethe.identity.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/** A row of {@code app_user}, with the sealed e-mail of its account, if there is one. */
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
    /** The role of a user who is not terminated. */
    RoleId role() {
        return Objects.requireNonNull(roleId);
    }

    static UserRow of(ResultSet row, int number) throws SQLException {
        return new UserRow(
                new UserId(ResultColumns.uuid(row, "id")),
                row.getString("first_name"),
                row.getString("last_name"),
                UserType.valueOf(row.getString("type")),
                role(row, "role_id"),
                ResultColumns.dateOrNull(row, "access_until"),
                UserStatus.valueOf(row.getString("status")),
                ResultColumns.instant(row, "created_at"),
                user(row, "created_by"),
                role(row, "last_role_id"),
                row.getString("last_role_name"),
                ResultColumns.instantOrNull(row, "terminated_at"),
                user(row, "terminated_by"),
                ResultColumns.dateOrNull(row, "retained_until"),
                row.getObject("key_slot", Long.class),
                row.getBytes("email"));
    }

    private static @Nullable UserId user(ResultSet row, String column) throws SQLException {
        var id = ResultColumns.uuidOrNull(row, column);
        return id == null ? null : new UserId(id);
    }

    private static @Nullable RoleId role(ResultSet row, String column) throws SQLException {
        var id = ResultColumns.uuidOrNull(row, column);
        return id == null ? null : new RoleId(id);
    }
}
