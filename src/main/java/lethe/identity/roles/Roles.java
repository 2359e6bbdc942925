package lethe.identity.roles;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RoleId;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The roles of an organisation. */
@Component
public class Roles {
    private static final String SUCCESSOR = "reassignTo";
    private static final Feature READING = new Feature("roles-viewed");
    private final RoleStore store;
    private final RoleHolders holders;
    private final Audit audit;
    private final IdempotencyKeys idempotencyKeys;
    private final Randomness randomness;
    private final Usage usage;
    private final RoundTrips trips;

    Roles(
            RoleStore store,
            RoleHolders holders,
            Audit audit,
            IdempotencyKeys idempotencyKeys,
            Randomness randomness,
            Usage usage,
            RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.holders = holders;
        this.audit = audit;
        this.idempotencyKeys = idempotencyKeys;
        this.randomness = randomness;
        this.usage = usage;
    }

    /**
     * Creates the three initial roles.
     *
     * @return the administrators' role
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Role found(Actor operator) {
        operator.needOperator();
        var administrator = insert(operator, "Administrator", EnumSet.allOf(Permission.class));
        insert(operator, "Manager", EnumSet.of(Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS));
        insert(operator, "Viewer", EnumSet.of(Permission.VIEW_PARTNERS));
        return administrator;
    }

    @Transactional(readOnly = true)
    public Page<RoleWithHolders> list(Actor actor, @Nullable UUID after, int limit) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ROLES);
        usage.count(READING, actor.self().lowBits());
        var roles =
                Page.of(store.list(after, limit + 1), limit, role -> role.id().value());
        var counts = holders.count(roles.items().stream().map(Role::id).toList());
        return roles.map(role -> RoleWithHolders.of(role, counts.getOrDefault(role.id(), 0)));
    }

    @Transactional(readOnly = true)
    public RoleWithHolders get(Actor actor, RoleId id) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ROLES);
        var role = store.find(id).orElseThrow(NotFound::new);
        return RoleWithHolders.of(role, holders.count(List.of(id)).getOrDefault(id, 0));
    }

    /** The holders of a role, for actors who may manage users. */
    @Transactional(readOnly = true)
    Page<RoleHolder> holders(Actor actor, RoleId id, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return Page.of(
                holders.list(id, after, limit + 1), limit, person -> person.id().value());
    }

    /** Whether the actor has the role. */
    @Transactional(readOnly = true)
    boolean isOwn(Actor actor, RoleId id) {
        return holders.roleOf(actor.self()).filter(id::equals).isPresent();
    }

    /** The roles that the holders of this one can be given instead. */
    @Transactional(readOnly = true)
    List<Role> successors(Actor actor, RoleId id) {
        var all = choice(actor);
        var external = holders.countExternal(id) > 0;
        return all.stream()
                .filter(role -> !role.id().equals(id) && role.within(actor.permissions()))
                .filter(role -> !external || !role.manages())
                .toList();
    }

    /** The role of a user whom the actor manages. */
    @Transactional(readOnly = true)
    public Optional<Role> find(Actor actor, RoleId id) {
        actor.need(Permission.MANAGE_USERS);
        return store.find(id);
    }

    /** The actor's own. */
    @Transactional(readOnly = true)
    public Optional<Role> own(Actor actor) {
        return store.of(actor.self());
    }

    /** Locks the role against changes until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Role> lock(RoleId id) {
        return Optional.ofNullable(lock(List.of(id)).get(id));
    }

    /** Locks several roles in one statement: locking them one by one could deadlock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<RoleId, Role> lock(Collection<RoleId> ids) {
        return trips.ask(trip -> lock(trip, ids));
    }

    /** As {@link #lock(Collection)}, as part of a round trip. */
    public Supplier<Map<RoleId, Role>> lock(RoundTrip trip, Collection<RoleId> ids) {
        var locked = store.lockShared(trip, ids);
        return () -> locked.get().stream().collect(Collectors.toMap(Role::id, Function.identity()));
    }

    /** The role with most permissions, whatever its name; administrators have every permission with any role. */
    @Transactional(readOnly = true)
    public Optional<Role> widest() {
        return store.widest();
    }

    /** All roles, for a choice. */
    @Transactional(readOnly = true)
    public List<Role> choice(Actor actor) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ROLES);
        return store.list(null, Page.MOST);
    }

    /** @param repeatKey the request's idempotency key: with the same key, only one role is created */
    @Transactional
    Created create(Actor actor, NewRole form, @Nullable String repeatKey) {
        actor.need(Permission.MANAGE_ROLES);
        var id = new RoleId(randomness.uuid());
        var earlier = idempotencyKeys.claim(actor, repeatKey, id.value());
        if (earlier.isPresent()) {
            return new Created(get(actor, new RoleId(earlier.get())), true);
        }
        var now = holders.lock(actor);
        now.need(Permission.MANAGE_ROLES);
        role(id, "", form.ticked()).checkedWithin(now);
        var role = insert(actor, role(id, form.checkedName(), form.ticked()));
        return new Created(RoleWithHolders.of(role, 0), false);
    }

    /** @param replayed whether an earlier call with the same idempotency key had created it */
    record Created(RoleWithHolders role, boolean replayed) {}

    /**
     * Deletes a role without holders.
     *
     * @param reassignTo the role that its holders get in the same transaction; absent: refused if there are any
     */
    @Transactional
    void delete(Actor actor, RoleId id, @Nullable RoleId reassignTo) {
        actor.need(Permission.MANAGE_ROLES);
        // Users are locked before roles, as in every reassignment, to avoid deadlocks.
        var now = reassignTo == null ? holders.lock(actor) : holders.lock(actor, id);
        now.need(Permission.MANAGE_ROLES);
        var locked = store.lock(reassignTo == null ? List.of(id) : List.of(id, reassignTo));
        var role = one(locked, id).orElseThrow(NotFound::new).checkedWithin(now);
        if (reassignTo == null) {
            // No user can get a locked role: a count is enough, and locking users now would break the order.
            checkUnheld(holders.count(List.of(id)).getOrDefault(id, 0));
            audit.record(actor, "role.deleted", Target.of(id));
        } else {
            // Includes users who got the role just before it was locked; no more can get it now.
            var people = holders.lock(id);
            holders.reassign(now, people, id, successor(now, role, one(locked, reassignTo)));
            audit.record(actor, "role.deleted", Target.of(id), facts(people, reassignTo));
        }
        store.delete(id);
    }

    private static Optional<Role> one(List<Role> roles, RoleId id) {
        return roles.stream().filter(role -> role.id().equals(id)).findFirst();
    }

    private static void checkUnheld(int people) {
        if (people > 0) {
            throw new Conflict("role-in-use", Map.of("holders", people));
        }
    }

    private static Role successor(Actor actor, Role role, Optional<Role> named) {
        named.ifPresent(one -> one.checkedWithin(actor));
        var other = named.orElseThrow(() -> Invalid.field(SUCCESSOR, "unknown"));
        if (other.id().equals(role.id())) {
            throw Invalid.field(SUCCESSOR, "same-role");
        }
        return other;
    }

    private static Map<String, Object> facts(List<RoleHolder> people, RoleId reassignTo) {
        return Map.of("reassignedTo", reassignTo.toString(), "holders", people.size());
    }

    private Role insert(Actor actor, String name, Set<Permission> ticked) {
        return insert(actor, role(new RoleId(randomness.uuid()), name, ticked));
    }

    private Role insert(Actor actor, Role role) {
        if (!store.insert(actor.organisation(), role)) {
            throw new Conflict("name-in-use", "name");
        }
        audit.record(actor, "role.created", Target.of(role.id()), Map.of("permissions", names(role.permissions())));
        return role;
    }

    static List<String> names(List<Permission> permissions) {
        return permissions.stream().map(Permission::name).toList();
    }

    private static Role role(RoleId id, String name, Set<Permission> ticked) {
        return new Role(id, name, List.copyOf(Permission.closure(ticked)), 1);
    }
}
