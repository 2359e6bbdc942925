package lethe.identity.roles;

import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;

/** A user who has a role. */
public record RoleHolder(UserId id, String name, UserType type) {
    /** Omits all personal data, for logs. */
    @Override
    public String toString() {
        return "RoleHolder[" + id + "]";
    }
}
