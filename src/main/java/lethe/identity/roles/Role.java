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
 * @param permissions in the order of {@link Permission}, with all that they imply
 */
public record Role(RoleId id, String name, List<Permission> permissions, long version) {
    /** What {@code web/select} offers: the names of roles by the text of their ids, in this order. */
    public static Map<String, String> options(List<Role> roles) {
        var options = new LinkedHashMap<String, String>();
        roles.forEach(role -> options.put(role.id().toString(), role.name()));
        return options;
    }

    /** Whether everything it allows is among these. */
    public boolean within(Set<Permission> own) {
        return own.containsAll(permissions);
    }

    /** Whether it governs other people's access. */
    public boolean manages() {
        return permissions.stream().anyMatch(Permission::manages);
    }

    /** Nobody gives or takes what they do not have. */
    Role checkedWithin(Actor actor) {
        if (within(actor.permissions())) {
            return this;
        }
        throw Forbidden.moreThanYouHave();
    }

    /** With these permissions instead, and all that they imply. */
    Role with(String otherName, Set<Permission> ticked) {
        return new Role(id, otherName, List.copyOf(Permission.closure(ticked)), version);
    }
}
