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
    private final IdempotencyKeys repeats;
    private final Randomness randomness;
    private final Usage usage;
    private final RoundTrips trips;

    Roles(
            RoleStore store,
            RoleHolders holders,
            Audit audit,
            IdempotencyKeys repeats,
            Randomness randomness,
            Usage usage,
            RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.holders = holders;
        this.audit = audit;
        this.repeats = repeats;
        this.randomness = randomness;
        this.usage = usage;
    }

    /** The three roles that an organisation starts with; returns the administrators'. */
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

    /** Who has a role: people are seen by whoever manages them. */
    @Transactional(readOnly = true)
    Page<RoleHolder> holders(Actor actor, RoleId id, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return Page.of(
                holders.list(id, after, limit + 1), limit, person -> person.id().value());
    }

    /** Whether the actor has it. */
    @Transactional(readOnly = true)
    boolean isOwn(Actor actor, RoleId id) {
        return holders.roleOf(actor.self()).filter(id::equals).isPresent();
    }

    /** What the holders of a role can be given instead. */
    @Transactional(readOnly = true)
    List<Role> successors(Actor actor, RoleId id) {
        var all = choice(actor);
        var external = holders.countExternal(id) > 0;
        return all.stream()
                .filter(role -> !role.id().equals(id) && role.within(actor.permissions()))
                .filter(role -> !external || !role.manages())
                .toList();
    }

    /** For other rooms, that have asked for the permission themselves. */
    @Transactional(readOnly = true)
    public Optional<Role> find(RoleId id) {
        return store.find(id);
    }

    /** As {@link #find}, and the role stays as it is until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Role> lock(RoleId id) {
        return Optional.ofNullable(lock(List.of(id)).get(id));
    }

    /** Both of two at once: one after the other could wait for somebody who waits for this. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<RoleId, Role> lock(Collection<RoleId> ids) {
        return trips.ask(trip -> lock(trip, ids));
    }

    /** As {@link #lock(Collection)}, on the way of something else to the database. */
    public Supplier<Map<RoleId, Role>> lock(RoundTrip trip, Collection<RoleId> ids) {
        var held = store.lockShared(trip, ids);
        return () -> held.get().stream().collect(Collectors.toMap(Role::id, Function.identity()));
    }

    /** The one that allows most, whatever it is called now: administrators have every permission with any. */
    @Transactional(readOnly = true)
    public Optional<Role> widest() {
        return store.widest();
    }

    /** Every role, where there is something to choose from. */
    @Transactional(readOnly = true)
    public List<Role> choice(Actor actor) {
        actor.needAny(Permission.MANAGE_USERS, Permission.MANAGE_ROLES);
        return store.list(null, Page.MOST);
    }

    /** @param repeatKey the caller's key for this creation: sent twice, it creates once */
    @Transactional
    Created create(Actor actor, NewRole form, @Nullable String repeatKey) {
        actor.need(Permission.MANAGE_ROLES);
        var id = new RoleId(randomness.uuid());
        var earlier = repeats.claim(actor, repeatKey, id.value());
        if (earlier.isPresent()) {
            return new Created(get(actor, new RoleId(earlier.get())), true);
        }
        var now = holders.lock(actor);
        now.need(Permission.MANAGE_ROLES);
        role(id, "", form.ticked()).checkedWithin(now);
        var role = insert(actor, role(id, form.checkedName(), form.ticked()));
        return new Created(RoleWithHolders.of(role, 0), false);
    }

    /** @param replayed whether the same call had created the role before */
    record Created(RoleWithHolders role, boolean replayed) {}

    /**
     * Deletes a role that nobody holds any more.
     *
     * @param reassignTo the role that its holders get in the same step; absent: refused while there are any
     */
    @Transactional
    void delete(Actor actor, RoleId id, @Nullable RoleId reassignTo) {
        actor.need(Permission.MANAGE_ROLES);
        // People before roles, as everybody who reassigns one does: otherwise the two would wait for each other.
        var now = reassignTo == null ? holders.lock(actor) : holders.lock(actor, id);
        now.need(Permission.MANAGE_ROLES);
        var held = store.lock(reassignTo == null ? List.of(id) : List.of(id, reassignTo));
        var role = one(held, id).orElseThrow(NotFound::new).checkedWithin(now);
        if (reassignTo == null) {
            // Nobody is given the role meanwhile, so that a number is enough: people held now would come after roles.
            checkUnheld(holders.count(List.of(id)).getOrDefault(id, 0));
            audit.record(actor, "role.deleted", Target.of(id));
        } else {
            // Who was given the role in the moment between is here by now, and nobody can be any more.
            var people = holders.lock(id);
            holders.reassign(now, people, id, successor(now, role, one(held, reassignTo)));
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
        named.ifPresent(other -> other.checkedWithin(actor));
        if (named.isEmpty()) {
            throw Invalid.field(SUCCESSOR, "unknown");
        } else if (named.get().id().equals(role.id())) {
            throw Invalid.field(SUCCESSOR, "same-role");
        } else {
            return named.get();
        }
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
