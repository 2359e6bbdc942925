package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import lethe.platform.kernel.Permission;
import org.jspecify.annotations.Nullable;

/**
 * A change to a role; absent parts do not change.
 *
 * @param permissions all permissions that are ticked after the change
 * @param version on which the change was based; absent: the current one
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

    /** Omits the input, for logs. */
    @Override
    public String toString() {
        return "RoleChange[…]";
    }
}
