package lethe.roles;

import lethe.kernel.RoleId;

/** What roles ask of the room that knows people: how many hold one. */
public interface RoleHolders {
    int count(RoleId role);
}
