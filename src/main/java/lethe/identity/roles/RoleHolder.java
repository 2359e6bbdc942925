package lethe.identity.roles;

import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;

/** Somebody who has a role. */
public record RoleHolder(UserId id, String name, UserType type) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Holder[" + id + "]";
    }
}
