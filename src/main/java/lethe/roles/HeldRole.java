package lethe.roles;

import java.util.List;
import lethe.kernel.Permission;
import lethe.kernel.RoleId;

/**
 * A role as it is shown: counting who holds it takes a look at all of them, so only what is shown is counted.
 *
 * @param holders how many users hold it now
 */
public record HeldRole(RoleId id, String name, List<Permission> permissions, int holders, long version) {
    static HeldRole of(Role role, int holders) {
        return new HeldRole(role.id(), role.name(), role.permissions(), holders, role.version());
    }
}
