package lethe.identity.roles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;

/**
 * A named set of permissions.
 *
 * @param permissions in the order of {@link Permission}, including implied ones
 */
public record Role(RoleId id, String name, List<Permission> permissions, long version) {
    /** Options for {@code web/select}: names by ID, in this order. */
    public static Map<String, String> options(List<Role> roles) {
        var options = new LinkedHashMap<String, String>();
        roles.forEach(role -> options.put(role.id().toString(), role.name()));
        return options;
    }

    /** Whether all permissions of the role are among these. */
    public boolean within(Set<Permission> own) {
        return own.containsAll(permissions);
    }

    /** Whether the role manages other users' access. */
    public boolean manages() {
        return permissions.stream().anyMatch(Permission::manages);
    }

    /** Refuses actors who lack any of the role's permissions: they give and take only what they have themselves. */
    Role checkedWithin(Actor actor) {
        if (within(actor.permissions())) {
            return this;
        }
        throw Forbidden.moreThanYouHave();
    }

    /** A copy with these permissions, and all that they imply. */
    Role with(String otherName, Set<Permission> ticked) {
        return new Role(id, otherName, List.copyOf(Permission.closure(ticked)), version);
    }
}
