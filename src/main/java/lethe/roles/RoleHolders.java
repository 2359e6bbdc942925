package lethe.roles;

import java.util.Collection;
import java.util.Map;
import lethe.kernel.RoleId;

/** What roles ask of the room that knows people: how many hold which. */
public interface RoleHolders {
    /** Roles that nobody holds are left out. */
    Map<RoleId, Integer> count(Collection<RoleId> roles);
}
