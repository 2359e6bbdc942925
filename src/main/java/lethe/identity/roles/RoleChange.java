package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import lethe.platform.kernel.Permission;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of a role: absent parts stay.
 *
 * @param permissions all that are to be ticked from now on
 * @param version the one that the change was made on; absent: whatever it is now
 */
record RoleChange(
        @Nullable String name,
        @Nullable List<Permission> permissions,
        @Nullable Long version) {
    String name(Role before) {
        return name == null ? before.name() : NewRole.checkedName(name);
    }

    Set<Permission> ticked(Role before) {
        return Set.copyOf(permissions == null ? before.permissions() : permissions);
    }

    boolean isOutdated(Role now) {
        return version != null && version != now.version();
    }

    /** Nothing that was typed, for logs. */
    @Override
    public String toString() {
        return "RoleChange[…]";
    }
}
