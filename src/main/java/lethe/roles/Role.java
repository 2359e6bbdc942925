package lethe.roles;

import java.util.List;
import java.util.Set;
import lethe.kernel.Permission;
import lethe.kernel.RoleId;

/**
 * A named set of permissions.
 *
 * @param permissions in the order of {@link Permission}, with all that they imply
 * @param holders how many users hold it now
 */
public record Role(RoleId id, String name, List<Permission> permissions, int holders, long version) {
    /** Whether everything it allows is among these. */
    public boolean within(Set<Permission> own) {
        return own.containsAll(permissions);
    }

    /** Whether it governs other people's access. */
    public boolean manages() {
        return permissions.stream().anyMatch(Permission::manages);
    }
}
