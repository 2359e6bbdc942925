package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;

/**
 * A role as it is shown. Counting holders reads all of them, so only roles that are shown are counted.
 *
 * @param holders how many users have it now
 */
public record RoleWithHolders(RoleId id, String name, List<Permission> permissions, int holders, long version) {
    static RoleWithHolders of(Role role, int holders) {
        return new RoleWithHolders(role.id(), role.name(), role.permissions(), holders, role.version());
    }

    /** Whether all permissions of the role are among these. */
    public boolean within(Set<Permission> own) {
        return own.containsAll(permissions);
    }

    public boolean allows(Permission permission) {
        return permissions.contains(permission);
    }

    /** What a page has shown of the role, as {@link PermissionMatrix} reads it when the page is submitted. */
    public String seen() {
        return id + ":" + version + ":" + permissions.stream().map(Enum::name).collect(Collectors.joining("+"));
    }
}
