package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;

/**
 * A role as it is shown: counting who holds it takes a look at all of them, so only what is shown is counted.
 *
 * @param holders how many users hold it now
 */
public record RoleWithHolders(RoleId id, String name, List<Permission> permissions, int holders, long version) {
    static RoleWithHolders of(Role role, int holders) {
        return new RoleWithHolders(role.id(), role.name(), role.permissions(), holders, role.version());
    }

    /** Whether everything it allows is among these. */
    public boolean within(Set<Permission> own) {
        return own.containsAll(permissions);
    }

    public boolean allows(Permission permission) {
        return permissions.contains(permission);
    }

    /** What a page that shows it has seen of it, as {@link PermissionMatrix} reads it when the page is sent back. */
    public String seen() {
        return id + ":" + version + ":" + permissions.stream().map(Enum::name).collect(Collectors.joining("+"));
    }
}
