package lethe.identity.roles;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/** What roles ask of the room that knows people: who holds which, and to give them another. */
public interface RoleHolders {
    /** Roles that nobody holds are left out. */
    Map<RoleId, Integer> count(Collection<RoleId> roles);

    /** How many people from outside the organisation hold it. */
    int countExternal(RoleId role);

    Optional<RoleId> roleOf(UserId person);

    /** In the order of names. */
    List<Holder> list(RoleId role, @Nullable UUID after, int most);

    /** Everybody who has it; they keep it until the transaction ends. */
    List<Holder> hold(RoleId role);

    /** Who acts, as they are and stay until the transaction ends; 401 where they are gone meanwhile. */
    Actor hold(Actor actor);

    /** As {@link #hold(Actor)}, with the people who have the role: each before roles are held. */
    Actor hold(Actor actor, RoleId role);

    /** Gives them another role, each with an entry in the audit log; refused unless the actor may do so to every one. */
    void reassign(Actor actor, List<Holder> people, RoleId before, Role role);

    /** Somebody who has the role. */
    record Holder(UserId id, String name, UserType type) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Holder[" + id + "]";
        }
    }
}
