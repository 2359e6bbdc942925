package lethe.identity.roles;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.Reassignment.Assigned;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds the holders of a role and gives them another. The callers in this room check the permission. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RoleHolders {
    private final HolderStore store;
    private final AssignmentRules rules;
    private final Standing standing;
    private final Audit audit;

    RoleHolders(HolderStore store, AssignmentRules rules, Standing standing, Audit audit) {
        this.store = store;
        this.rules = rules;
        this.standing = standing;
        this.audit = audit;
    }

    /** How many users have each role; roles without holders are left out. */
    Map<RoleId, Integer> count(Collection<RoleId> roles) {
        return store.count(roles);
    }

    /** How many external users have the role. */
    int countExternal(RoleId role) {
        return store.countExternal(role);
    }

    Optional<RoleId> roleOf(UserId person) {
        return store.roleOf(person);
    }

    /** In the order of names. */
    List<RoleHolder> list(RoleId role, @Nullable UUID after, int most) {
        return store.list(role, after, most);
    }

    /** Locks all holders of the role until the transaction ends. */
    List<RoleHolder> lock(RoleId role) {
        return store.lock(role);
    }

    /** The actor with their current rights, locked until the transaction ends; 401 if they are gone. */
    Actor lock(Actor actor) {
        return standing.lock(actor);
    }

    /** As {@link #lock(Actor)}, with the holders of the role: users are locked before roles. */
    Actor lock(Actor actor, RoleId role) {
        return standing.lock(actor, store.ids(role));
    }

    /**
     * Gives these users another role, with an audit entry for each; refused unless the actor may do so for all of them.
     */
    void reassign(Actor actor, List<RoleHolder> people, RoleId before, Role role) {
        actor.need(Permission.MANAGE_ROLES);
        people.forEach(person -> rules.requireReassignable(actor, person.id(), person.type(), role));
        var external = people.stream()
                .filter(person -> person.type() == UserType.EXTERNAL)
                .count();
        if (role.manages() && external > 0) {
            throw new Conflict("external-holders", Map.of("holders", external));
        }
        store.reassign(before, role.id());
        people.stream()
                .collect(Collectors.groupingBy(RoleHolder::type))
                .forEach((type, same) -> audit.recordAll(
                        actor,
                        "user.reassigned",
                        targets(same),
                        Reassignment.facts(new Assigned(type, before, null), new Assigned(type, role.id(), null))));
    }

    private static List<Target> targets(List<RoleHolder> people) {
        return people.stream().map(person -> Target.of(person.id())).toList();
    }
}
