package lethe.identity.roles;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.Reassignment.Assigned;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Many people who are here already, by the rules that hold for one: whom the actor may not touch is named with why. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class BulkAssignment {
    private final IncumbentStore store;
    private final Roles roles;
    private final AssignmentRules rights;
    private final Audit audit;

    BulkAssignment(IncumbentStore store, Roles roles, AssignmentRules rights, Audit audit) {
        this.store = store;
        this.roles = roles;
        this.rights = rights;
        this.audit = audit;
    }

    /** Somebody who is here, as they are and stay until the transaction ends. */
    public record Incumbent(
            UserId id, UserType type, RoleId role, @Nullable LocalDate accessUntil) {
        private Assigned assigned() {
            return new Assigned(type, role, accessUntil);
        }
    }

    /** In the order of their ids; without those who are gone. */
    public List<Incumbent> lock(Collection<UserId> people) {
        return store.lock(people);
    }

    /** What keeps the actor from reassigning, inviting or terminating each of these. */
    public Map<UserId, String> refused(Actor actor, Collection<Incumbent> people) {
        actor.need(Permission.MANAGE_USERS);
        var held = roles.lock(people.stream().map(Incumbent::role).collect(Collectors.toSet()));
        return gathered(people, person -> refused(actor, person, Optional.ofNullable(held.get(person.role()))));
    }

    /** What keeps the actor from giving each of these that type, role and last day, whom they may reassign otherwise. */
    public Map<UserId, String> refused(Actor actor, Collection<Incumbent> people, Reassignment form) {
        actor.need(Permission.MANAGE_USERS);
        var named = people.stream().map(person -> role(person, form)).collect(Collectors.toSet());
        var held = roles.lock(named);
        return gathered(
                people, person -> refused(actor, person, form, Optional.ofNullable(held.get(role(person, form)))));
    }

    /** Gives each of them, who were not refused, another type or role or last day; absent parts stay. */
    public void reassign(Actor actor, Collection<Incumbent> people, Reassignment form, Map<String, Object> facts) {
        actor.need(Permission.MANAGE_USERS);
        store.reassign(people.stream().map(Incumbent::id).toList(), form);
        people.stream()
                .collect(Collectors.groupingBy(person -> facts(person, form)))
                .forEach(
                        (change, same) -> audit.recordAll(actor, "user.reassigned", targets(same), all(facts, change)));
    }

    private Optional<String> refused(Actor actor, Incumbent person, Optional<Role> role) {
        if (actor.is(person.id())) {
            return Optional.of("own-rights");
        } else if (!rights.types(actor).contains(person.type())) {
            return Optional.of("admins-only");
        } else {
            return withinOwn(actor, role);
        }
    }

    private Optional<String> refused(Actor actor, Incumbent person, Reassignment form, Optional<Role> role) {
        var type = form.of(person.assigned()).type();
        if (!rights.types(actor).contains(type)) {
            return Optional.of("admins-only");
        } else if (type == UserType.EXTERNAL && role.filter(Role::manages).isPresent()) {
            return Optional.of("external-manages");
        } else if (type != UserType.EXTERNAL
                && form.accessUntil() != null
                && form.accessUntil().day() != null) {
            return Optional.of("external-only");
        } else {
            return withinOwn(actor, role);
        }
    }

    private static Optional<String> withinOwn(Actor actor, Optional<Role> role) {
        return role.filter(one -> one.within(actor.permissions())).isPresent()
                ? Optional.empty()
                : Optional.of("more-than-you-have");
    }

    private static Map<UserId, String> gathered(
            Collection<Incumbent> people, Function<Incumbent, Optional<String>> refusal) {
        var refused = new HashMap<UserId, String>();
        people.forEach(person -> refusal.apply(person).ifPresent(why -> refused.put(person.id(), why)));
        return refused;
    }

    private static Map<String, Object> facts(Incumbent person, Reassignment form) {
        return Reassignment.facts(person.assigned(), form.of(person.assigned()));
    }

    private static Map<String, Object> all(Map<String, Object> facts, Map<String, Object> change) {
        return Stream.of(facts, change)
                .flatMap(some -> some.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Target> targets(List<Incumbent> people) {
        return people.stream().map(person -> Target.of(person.id())).toList();
    }

    private static RoleId role(Incumbent person, Reassignment form) {
        return form.of(person.assigned()).role();
    }
}
