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

/** A user: a present one, or the retained record of a former one. */
public sealed interface User {
    UserId id();

    String firstName();

    String lastName();

    UserStatus status();

    /** First and last name. */
    @JsonIgnore
    default String name() {
        return firstName() + " " + lastName();
    }

    /**
     * @param email empty, and absent in responses, if it was lost with a restored database: see docs/copies.md
     * @param createdBy absent if no user created them
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
        /** What the reader should check; absent if nothing is unusual. */
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        public List<Remark> notes() {
            return MixedScripts.in(firstName, lastName, email);
        }

        /** Omits all personal data, for logs. */
        @Override
        public String toString() {
            return "User[…]";
        }
    }

    /** What is kept after a termination, on which ground and until when; everything else has been erased. */
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

        /** Omits all personal data, for logs. */
        @Override
        public String toString() {
            return "User[…]";
        }
    }

    record LastRole(RoleId id, String name) {}
}
