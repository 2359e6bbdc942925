package lethe.roles;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lethe.audit.Audit;
import lethe.audit.Target;
import lethe.kernel.Actor;
import lethe.kernel.Listed;
import lethe.kernel.NotFound;
import lethe.kernel.Permission;
import lethe.kernel.Randomness;
import lethe.kernel.RoleId;
import lethe.usage.Feature;
import lethe.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The roles of an organisation. */
@Component
public class Roles {
    private static final Feature READING = new Feature("roles-viewed");
    private final RoleStore store;
    private final RoleHolders holders;
    private final Audit audit;
    private final Randomness randomness;
    private final Usage usage;

    Roles(RoleStore store, RoleHolders holders, Audit audit, Randomness randomness, Usage usage) {
        this.store = store;
        this.holders = holders;
        this.audit = audit;
        this.randomness = randomness;
        this.usage = usage;
    }

    /** The three roles that an organisation starts with; returns the administrators'. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Role found(Actor actor) {
        var administrator = insert(actor, "Administrator", EnumSet.allOf(Permission.class));
        insert(actor, "Manager", EnumSet.of(Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS));
        insert(actor, "Viewer", EnumSet.of(Permission.VIEW_PARTNERS));
        return administrator;
    }

    @Transactional(readOnly = true)
    public Listed<HeldRole> list(Actor actor, @Nullable UUID after, int limit) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ROLES);
        usage.count(READING, actor.self().lowBits());
        var roles =
                Listed.of(store.list(after, limit + 1), limit, role -> role.id().value());
        var counts = holders.count(roles.items().stream().map(Role::id).toList());
        return roles.map(role -> HeldRole.of(role, counts.getOrDefault(role.id(), 0)));
    }

    @Transactional(readOnly = true)
    public HeldRole get(Actor actor, RoleId id) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ROLES);
        var role = store.find(id).orElseThrow(NotFound::new);
        return HeldRole.of(role, holders.count(List.of(id)).getOrDefault(id, 0));
    }

    /** For other rooms, that have asked for the permission themselves. */
    @Transactional(readOnly = true)
    public Optional<Role> find(RoleId id) {
        return store.find(id);
    }

    /** As {@link #find}, and the role stays as it is until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Role> hold(RoleId id) {
        return store.hold(id);
    }

    /** Whoever has every permission, whatever the role is called now. */
    @Transactional(readOnly = true)
    public Optional<Role> all() {
        return store.list(null, Listed.MOST).stream()
                .filter(role -> role.permissions().size() == Permission.values().length)
                .findFirst();
    }

    /** Every role, where there is something to choose from. */
    @Transactional(readOnly = true)
    public List<Role> choice(Actor actor) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ROLES);
        return store.list(null, Listed.MOST);
    }

    private Role insert(Actor actor, String name, Set<Permission> ticked) {
        var role = new Role(new RoleId(randomness.uuid()), name, List.copyOf(Permission.closure(ticked)), 1);
        store.insert(actor.organisation(), role);
        audit.record(actor, "role.created", Target.of(role.id()));
        return role;
    }
}
