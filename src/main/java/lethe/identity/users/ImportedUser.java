package lethe.identity.users;

import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;

/**
 * Somebody who is about to be created, checked already.
 *
 * @param slot claimed for the e-mail; it becomes theirs
 */
public record ImportedUser(
        UserId id, KeySlot slot, String firstName, String lastName, String email, UserType type, RoleId roleId) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Newcomer[" + id + "]";
    }
}
