package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import lethe.platform.kernel.Permission;

/**
 * What saving changes about a role.
 *
 * @param brought permissions that are added only because ticked ones imply them
 * @param holders how many users have the role
 * @param own whether the actor is one of them
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
