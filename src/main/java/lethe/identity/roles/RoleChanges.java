package lethe.identity.roles;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes one role with its name, or the ticks of many roles: all are saved, or none.
 *
 * <p>Actors may change their own role, which can only lose permissions, since they give only what they have.
 */
@Component
class RoleChanges {
    private final RoleStore store;
    private final RoleHolders holders;
    private final Audit audit;

    RoleChanges(RoleStore store, RoleHolders holders, Audit audit) {
        this.store = store;
        this.holders = holders;
        this.audit = audit;
    }

    /** Repeating a change does nothing. */
    @Transactional
    RoleWithHolders change(Actor caller, RoleId id, RoleChange form) {
        var actor = standing(caller);
        var before = store.lock(List.of(id)).stream()
                .findFirst()
                .orElseThrow(NotFound::new)
                .checkedWithin(actor);
        var ticked = form.ticked(before);
        before.with(before.name(), ticked).checkedWithin(actor);
        var after = before.with(form.name(before), ticked);
        if (form.isOutdated(before)) {
            throw Conflict.changedMeanwhile(withHolders(before));
        }
        save(actor, before, after);
        return withHolders(store.find(id).orElseThrow(NotFound::new));
    }

    /** What saving would change; refuses what saving refuses. */
    @Transactional
    List<RoleConsequences> preview(Actor actor, List<PermissionMatrix> ticks) {
        actor.need(Permission.MANAGE_ROLES);
        return changes(actor, ticks);
    }

    @Transactional
    List<RoleConsequences> save(Actor caller, List<PermissionMatrix> ticks) {
        var actor = standing(caller);
        var changes = changes(actor, ticks);
        changes.forEach(change -> save(actor, change.before(), change.after()));
        return changes;
    }

    private Actor standing(Actor caller) {
        caller.need(Permission.MANAGE_ROLES);
        var actor = holders.lock(caller);
        actor.need(Permission.MANAGE_ROLES);
        return actor;
    }

    private List<RoleConsequences> changes(Actor actor, List<PermissionMatrix> ticks) {
        var touched = ticks.stream().filter(PermissionMatrix::isTouched).toList();
        var ids = touched.stream().map(PermissionMatrix::id).toList();
        var now = store.lock(ids);
        var own = holders.roleOf(actor.self());
        var counts = holders.count(ids);
        var changes = new ArrayList<RoleConsequences>();
        for (var one : touched) {
            var before = now.stream().filter(role -> role.id().equals(one.id())).findFirst();
            before.ifPresent(role -> role.checkedWithin(actor));
            changes.add(change(actor, one, unchanged(one, before), counts, own));
        }
        changes.removeIf(RoleConsequences::isNone);
        changes.forEach(change -> checkHolders(change.after()));
        return changes;
    }

    private static RoleConsequences change(
            Actor actor, PermissionMatrix ticks, Role before, Map<RoleId, Integer> counts, Optional<RoleId> own) {
        var after = before.with(before.name(), ticks.ticked()).checkedWithin(actor);
        var brought = EnumSet.noneOf(Permission.class);
        brought.addAll(after.permissions());
        brought.removeAll(ticks.ticked());
        var isOwn = own.filter(before.id()::equals).isPresent();
        return new RoleConsequences(before, after, brought, counts.getOrDefault(before.id(), 0), isOwn);
    }

    /** A role changed by another user in the meantime is a conflict only if it was touched here as well. */
    private Role unchanged(PermissionMatrix ticks, Optional<Role> now) {
        if (now.isEmpty()) {
            throw Conflict.changedMeanwhile(Map.of("id", ticks.id()));
        } else if (now.get().version() != ticks.version()) {
            throw Conflict.changedMeanwhile(withHolders(now.get()));
        } else {
            return now.get();
        }
    }

    private void save(Actor actor, Role before, Role after) {
        if (!before.equals(after)) {
            checkHolders(after);
            if (!store.update(after)) {
                throw new Conflict("name-in-use", "name");
            }
            audit.record(actor, "role.changed", Target.of(after.id()), facts(before, after));
        }
    }

    private void checkHolders(Role after) {
        var external = after.manages() ? holders.countExternal(after.id()) : 0;
        if (external > 0) {
            throw new Conflict("external-holders", Map.of("holders", external));
        }
    }

    private RoleWithHolders withHolders(Role role) {
        return RoleWithHolders.of(role, holders.count(List.of(role.id())).getOrDefault(role.id(), 0));
    }

    private static Map<String, Object> facts(Role before, Role after) {
        var change = new RoleConsequences(before, after, EnumSet.noneOf(Permission.class), 0, false);
        var renamed = before.name().equals(after.name()) ? List.of() : List.of("name");
        return Map.of(
                "fields", renamed, "added", Roles.names(change.added()), "removed", Roles.names(change.removed()));
    }
}
