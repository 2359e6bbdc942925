package lethe.identity.users;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.MixedScripts;
import lethe.platform.requests.Remark;
import org.jspecify.annotations.Nullable;

/** A user: one who is here, or the record of one who was. */
public sealed interface User {
    UserId id();

    String firstName();

    String lastName();

    UserStatus status();

    /** Both names, the way one says them. */
    @JsonIgnore
    default String name() {
        return firstName() + " " + lastName();
    }

    /**
     * @param email empty, and absent in an answer, where it was lost with an old database: see docs/copies.md
     * @param createdBy absent where no user did it
     */
    record Present(
            UserId id,
            String firstName,
            String lastName,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String email,
            UserType type,
            RoleId roleId,
            @Nullable LocalDate accessUntil,
            UserStatus status,
            Instant createdAt,
            @Nullable UserId createdBy)
            implements User {
        /** What to look at once more; absent where nothing is unusual. */
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        public List<Remark> notes() {
            return MixedScripts.in(firstName, lastName, email);
        }

        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "User[…]";
        }
    }

    /** What stays after termination, on which ground and how long; nothing else is there any more. */
    record Former(
            UserId id,
            String firstName,
            String lastName,
            UserStatus status,
            UserType lastType,
            LastRole lastRole,
            Instant createdAt,
            Instant terminatedAt,
            @Nullable UserId terminatedBy,
            String legalGround,
            LocalDate retainedUntil)
            implements User, ShownUser {
        @Override
        @JsonIgnore
        public User user() {
            return this;
        }

        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "User[…]";
        }
    }

    record LastRole(RoleId id, String name) {}
}
