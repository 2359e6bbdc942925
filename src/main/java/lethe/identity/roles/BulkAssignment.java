package lethe.identity.roles;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.AssignmentRules.Refused;
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

/** Applies the rules for one user to many existing users, and says for each refused user why. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class BulkAssignment {
    private final IncumbentStore store;
    private final Roles roles;
    private final AssignmentRules rules;
    private final Audit audit;

    BulkAssignment(IncumbentStore store, Roles roles, AssignmentRules rules, Audit audit) {
        this.store = store;
        this.roles = roles;
        this.rules = rules;
        this.audit = audit;
    }

    /** An existing user, locked until the transaction ends. */
    public record Incumbent(
            UserId id, UserType type, RoleId role, @Nullable LocalDate accessUntil) {
        private Assigned assigned() {
            return new Assigned(type, role, accessUntil);
        }
    }

    /** Locks these users in the order of their IDs; leaves out terminated ones. */
    public List<Incumbent> lock(Collection<UserId> people) {
        return store.lock(people);
    }

    /**
     * Why the actor may not reassign, invite or terminate these users; allowed users are left out.
     *
     * @param form what they will get, which the actor must be allowed to give as well; absent if they get nothing
     */
    public Map<UserId, String> refused(Actor actor, Collection<Incumbent> people, @Nullable Reassignment form) {
        actor.need(Permission.MANAGE_USERS);
        // Locks all roles in one statement: locking them one by one could deadlock.
        var locked = roles.lock(people.stream()
                .flatMap(person -> form == null
                        ? Stream.of(person.role())
                        : Stream.of(person.role(), form.of(person.assigned()).role()))
                .collect(Collectors.toSet()));
        var refused = new HashMap<UserId, String>();
        people.forEach(person -> refused(actor, person, locked)
                .or(() -> form == null ? Optional.empty() : refused(actor, person, form, locked))
                .ifPresent(why -> refused.put(person.id(), why)));
        return refused;
    }

    /**
     * Gives each of these users, none of whom was refused, another type, role or last day; absent parts do not change.
     */
    public void reassign(Actor actor, Collection<Incumbent> people, Reassignment form, Map<String, Object> facts) {
        actor.need(Permission.MANAGE_USERS);
        store.reassign(people.stream().map(Incumbent::id).toList(), form);
        people.stream()
                .collect(Collectors.groupingBy(person -> facts(person, form)))
                .forEach(
                        (change, same) -> audit.recordAll(actor, "user.reassigned", targets(same), all(facts, change)));
    }

    /** Checks type and role separately: an existing combination need not satisfy today's rules. */
    private Optional<String> refused(Actor actor, Incumbent person, Map<RoleId, Role> locked) {
        var role = Objects.requireNonNull(locked.get(person.role()));
        return actor.is(person.id())
                ? Optional.of("own-rights")
                : refused(actor, person.type(), null).or(() -> refused(actor, null, role));
    }

    private Optional<String> refused(Actor actor, Incumbent person, Reassignment form, Map<RoleId, Role> locked) {
        var becomes = form.of(person.assigned());
        var role = locked.get(becomes.role());
        var tooLong = becomes.type() != UserType.EXTERNAL
                && form.accessUntil() != null
                && form.accessUntil().day() != null;
        return role == null
                ? Optional.of("more-than-you-have")
                : refused(actor, becomes.type(), role)
                        .or(() -> tooLong ? Optional.of("external-only") : Optional.empty());
    }

    private Optional<String> refused(Actor actor, @Nullable UserType type, @Nullable Role role) {
        return rules.refused(actor, type, role).map(Refused::code);
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
}
