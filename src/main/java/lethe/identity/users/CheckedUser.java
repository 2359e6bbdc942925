package lethe.identity.users;

import java.time.Instant;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;

/**
 * A user about to be created, already checked.
 *
 * @param slot claimed for the e-mail, and used for it from now on
 */
public record CheckedUser(
        UserId id, KeySlot slot, String firstName, String lastName, String email, UserType type, RoleId roleId) {
    /** The user as shown after the creation. */
    User.Present present(Instant created, Actor by) {
        return new User.Present(
                id, firstName, lastName, email, type, roleId, null, UserStatus.INVITED, created, by.user());
    }

    /** Omits all personal data, for logs. */
    @Override
    public String toString() {
        return "CheckedUser[" + id + "]";
    }
}
