package lethe.users;

import java.time.LocalDate;
import java.util.Optional;
import lethe.kernel.Actor;
import lethe.kernel.Conflict;
import lethe.kernel.Fields;
import lethe.kernel.Forbidden;
import lethe.kernel.RoleId;
import lethe.kernel.UserType;
import lethe.roles.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may give which type and role to whom: nobody gives or takes what they do not have. */
@Component
class Rights {
    private final UserStore store;

    Rights(UserStore store) {
        this.store = store;
    }

    void mayCreate(Actor actor, @Nullable UserType type, Optional<Role> role) {
        adminsOnly(actor, type);
        withinOwn(actor, role);
    }

    void mayReassign(Actor actor, UserRow row, Role oldRole, UserType type, Optional<Role> newRole) {
        if (actor.is(row.id())) {
            throw Forbidden.ownRights();
        }
        adminsOnly(actor, row.type());
        adminsOnly(actor, type);
        withinOwn(actor, Optional.of(oldRole));
        withinOwn(actor, newRole);
    }

    void mayManage(Actor actor, UserRow row, Role role) {
        adminsOnly(actor, row.type());
        withinOwn(actor, Optional.of(role));
    }

    void checkAssigned(Fields fields, @Nullable UserType type, @Nullable RoleId named, Optional<Role> role) {
        if (type == null) {
            fields.wrong("type", "required");
        }
        if (named == null) {
            fields.wrong("roleId", "required");
        } else if (role.isEmpty()) {
            fields.wrong("roleId", "unknown");
        } else if (type == UserType.EXTERNAL && role.get().manages()) {
            fields.wrong("roleId", "external-manages");
        }
    }

    void checkReassigned(UserType type, Optional<Role> role, @Nullable LocalDate accessUntil) {
        var fields = new Fields();
        checkAssigned(fields, type, role.map(Role::id).orElse(new RoleId(new java.util.UUID(0, 0))), role);
        if (accessUntil != null && type != UserType.EXTERNAL) {
            fields.wrong("accessUntil", "external-only");
        }
        fields.check();
    }

    /** An organisation keeps one admin, unless that one leaves by themselves. */
    void keepAnAdmin(UserRow row, UserType type) {
        if (row.type() == UserType.ADMIN
                && type != UserType.ADMIN
                && store.holdAdmins().size() == 1) {
            throw new Conflict("last-admin");
        }
    }

    private static void adminsOnly(Actor actor, @Nullable UserType type) {
        if (type == UserType.ADMIN && !actor.isAdmin()) {
            throw Forbidden.adminsOnly();
        }
    }

    private static void withinOwn(Actor actor, Optional<Role> role) {
        if (role.isPresent() && !role.get().within(actor.permissions())) {
            throw Forbidden.moreThanYouHave();
        }
    }
}
