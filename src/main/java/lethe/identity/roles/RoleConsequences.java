package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import lethe.platform.kernel.Permission;

/**
 * What saving would change of a role.
 *
 * @param brought permissions that nobody ticked, and that come with those that are
 * @param holders for how many people
 * @param own whether the one who saves is one of them
 */
public record RoleConsequences(Role before, Role after, Set<Permission> brought, int holders, boolean own) {
    public List<Permission> added() {
        return without(after, before);
    }

    public List<Permission> removed() {
        return without(before, after);
    }

    boolean isNone() {
        return before.equals(after);
    }

    private static List<Permission> without(Role one, Role other) {
        return one.permissions().stream()
                .filter(permission -> !other.permissions().contains(permission))
                .toList();
    }
}
