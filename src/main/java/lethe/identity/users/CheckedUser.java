package lethe.identity.users;

import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;

/**
 * A user about to be created, already checked.
 *
 * @param slot claimed for the e-mail; it becomes theirs
 */
public record CheckedUser(
        UserId id, KeySlot slot, String firstName, String lastName, String email, UserType type, RoleId roleId) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "CheckedUser[" + id + "]";
    }
}
