package lethe.identity.roles;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.LastDay;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rules on who may give which type and role to whom: actors give and take only what they have themselves. */
@Component
public class AssignmentRules {
    private static final int LAST_YEAR = 9999;
    private final StandingStore store;

    AssignmentRules(StandingStore store) {
        this.store = store;
    }

    /** Whether pages offer to reassign, reactivate or terminate a user of this type and role. */
    public boolean mayManage(Actor actor, UserType type, Role role) {
        return types(actor).contains(type) && role.within(actor.permissions());
    }

    /** The types that the actor may give. */
    public List<UserType> types(Actor actor) {
        return Stream.of(UserType.values())
                .filter(type -> type != UserType.ADMIN || actor.isAdmin())
                .toList();
    }

    /** Those of the roles that the actor may give. */
    public List<Role> roles(Actor actor, List<Role> all) {
        return all.stream().filter(role -> role.within(actor.permissions())).toList();
    }

    public void requireAssignable(Actor actor, @Nullable UserType type, Optional<Role> role) {
        adminsOnly(actor, type);
        withinOwn(actor, role);
    }

    /** Why the actor may not give this type and role; either may be null if it is unknown. */
    public Optional<Refused> refused(Actor actor, @Nullable UserType type, @Nullable Role role) {
        if (type != null && !types(actor).contains(type)) {
            return Optional.of(new Refused("type", "admins-only"));
        } else if (role != null && !role.within(actor.permissions())) {
            return Optional.of(new Refused("role", "more-than-you-have"));
        } else if (role != null && externalManages(type, role)) {
            return Optional.of(new Refused("role", "external-manages"));
        } else {
            return Optional.empty();
        }
    }

    /** @param field {@code type} or {@code role} */
    public record Refused(String field, String code) {}

    public void requireReassignable(Actor actor, UserId person, UserType type, Role role) {
        actor.needAnother(person);
        requireManageable(actor, type, role);
    }

    public void requireManageable(Actor actor, UserType type, Role role) {
        requireAssignable(actor, type, Optional.of(role));
    }

    public void checkAssigned(Validation fields, @Nullable UserType type, @Nullable RoleId named, Optional<Role> role) {
        if (type == null) {
            fields.wrong("type", "required");
        }
        if (named == null) {
            fields.wrong("roleId", "required");
        } else if (role.isEmpty()) {
            fields.wrong("roleId", "unknown");
        } else {
            checkTogether(fields, type, role);
        }
    }

    /** Adds an error if the two cannot be combined; an absent one is ignored. */
    public void checkTogether(Validation fields, @Nullable UserType type, Optional<Role> role) {
        if (role.filter(one -> externalManages(type, one)).isPresent()) {
            fields.wrong("roleId", "external-manages");
        }
    }

    public void checkReassigned(UserType type, Optional<Role> role, @Nullable LastDay given) {
        var fields = new Validation();
        checkAssigned(fields, type, role.map(Role::id).orElse(new RoleId(new UUID(0, 0))), role);
        var accessUntil = given == null ? null : given.day();
        if (accessUntil != null && type != UserType.EXTERNAL) {
            fields.wrong("accessUntil", "external-only");
        } else if (accessUntil != null && Math.abs(accessUntil.getYear()) > LAST_YEAR) {
            fields.wrong("accessUntil", "format");
        }
        fields.check();
    }

    /**
     * Refuses if the user is the last administrator who can sign in, and gets another type. Users who terminate
     * themselves are not checked.
     */
    public void keepAnAdmin(UserId person, UserType before, UserType type) {
        if (type != UserType.ADMIN) {
            keepAnAdmin(person, before);
        }
    }

    /** Refuses if the user, who has this type, is the last administrator who can sign in. */
    public void keepAnAdmin(UserId person, UserType type) {
        if (type == UserType.ADMIN && !store.anotherAdmin(person)) {
            throw new Conflict("last-admin");
        }
    }

    private void adminsOnly(Actor actor, @Nullable UserType type) {
        if (type != null && !types(actor).contains(type)) {
            throw Forbidden.adminsOnly();
        }
    }

    private static void withinOwn(Actor actor, Optional<Role> role) {
        if (role.isPresent() && !role.get().within(actor.permissions())) {
            throw Forbidden.moreThanYouHave();
        }
    }

    private static boolean externalManages(@Nullable UserType type, Role role) {
        return type == UserType.EXTERNAL && role.manages();
    }
}
