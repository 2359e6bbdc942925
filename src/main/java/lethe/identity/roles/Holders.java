package lethe.identity.roles;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What roles may know of the people who have them; the permission is theirs to ask for. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Holders implements RoleHolders {
    private final HolderStore store;
    private final AssignmentRules rights;
    private final Standing standing;
    private final Audit audit;

    Holders(HolderStore store, AssignmentRules rights, Standing standing, Audit audit) {
        this.store = store;
        this.rights = rights;
        this.standing = standing;
        this.audit = audit;
    }

    @Override
    public Map<RoleId, Integer> count(Collection<RoleId> roles) {
        return store.count(roles);
    }

    @Override
    public int countExternal(RoleId role) {
        return store.countExternal(role);
    }

    @Override
    public Optional<RoleId> roleOf(UserId person) {
        return store.roleOf(person);
    }

    @Override
    public List<Holder> list(RoleId role, @Nullable UUID after, int most) {
        return store.list(role, after, most);
    }

    @Override
    public List<Holder> hold(RoleId role) {
        return store.hold(role);
    }

    @Override
    public Actor hold(Actor actor) {
        return standing.hold(actor);
    }

    @Override
    public Actor hold(Actor actor, RoleId role) {
        return standing.hold(actor, store.ids(role));
    }

    @Override
    public void reassign(Actor actor, List<Holder> people, RoleId before, Role role) {
        people.forEach(person -> rights.mayReassign(actor, person.id(), person.type(), role));
        var external = people.stream()
                .filter(person -> person.type() == UserType.EXTERNAL)
                .count();
        if (role.manages() && external > 0) {
            throw new Conflict("external-holders", Map.of("holders", external));
        }
        store.reassign(before, role.id());
        people.stream()
                .collect(Collectors.groupingBy(Holder::type))
                .forEach((type, same) -> audit.recordAll(
                        actor, "user.reassigned", targets(same), Reassignment.facts(type, type, before, role.id())));
    }

    private static List<Target> targets(List<Holder> people) {
        return people.stream().map(person -> Target.of(person.id())).toList();
    }
}
