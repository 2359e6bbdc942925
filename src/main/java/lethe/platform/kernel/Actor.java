package lethe.platform.kernel;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, in which organisation, and what they may do: rebuilt from the database on every request.
 *
 * @param user the person; absent for the operator and for the system itself
 * @param type the person's type; absent likewise
 */
public record Actor(
        Kind kind,
        OrganisationId organisation,
        @Nullable UserId user,
        @Nullable UserType type,
        Set<Permission> permissions) {
    public enum Kind {
        USER,
        OPERATOR,
        SYSTEM
    }

    /** A person; {@code ADMIN} has every permission whatever the role. */
    public static Actor user(OrganisationId organisation, UserId user, UserType type, Collection<Permission> ofRole) {
        var permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(type == UserType.ADMIN ? List.of(Permission.values()) : ofRole);
        return new Actor(Kind.USER, organisation, user, type, permissions);
    }

    /** A person of whom only the id is known, acting before there is a session: signing in, say. */
    public static Actor person(OrganisationId organisation, UserId user) {
        return new Actor(Kind.USER, organisation, user, null, Set.of());
    }

    /** The processor at the command line: no person, and no permission of an organisation's. */
    public static Actor operator(OrganisationId organisation) {
        return new Actor(Kind.OPERATOR, organisation, null, null, Set.of());
    }

    public static Actor system(OrganisationId organisation) {
        return new Actor(Kind.SYSTEM, organisation, null, null, Set.of());
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Refuses who lacks any of them, naming all that are missing. */
    public void need(Permission... needed) {
        var missing = EnumSet.noneOf(Permission.class);
        for (var permission : needed) {
            if (!may(permission)) {
                missing.add(permission);
            }
        }
        if (!missing.isEmpty()) {
            throw Forbidden.missing(missing);
        }
    }

    /** Refuses who has none of them. */
    public void needAny(Permission... enough) {
        if (List.of(enough).stream().noneMatch(this::may)) {
            throw Forbidden.missing(List.of(enough));
        }
    }

    /** As {@link #need}, of a person; the system and the operator at the command line do such things themselves. */
    public void needIfPerson(Permission... needed) {
        if (kind == Kind.USER) {
            need(needed);
        }
    }

    /** Refuses everybody but the operator at the command line. */
    public void needOperator() {
        if (kind != Kind.OPERATOR) {
            throw Forbidden.adminsOnly();
        }
    }

    /** Refuses to manage oneself. */
    public void needAnother(UserId person) {
        if (is(person)) {
            throw Forbidden.ownRights();
        }
    }

    public boolean isAdmin() {
        return type == UserType.ADMIN;
    }

    public boolean is(UserId person) {
        return person.equals(user);
    }

    /** The person who acts. */
    public UserId self() {
        if (user == null) {
            throw new IllegalStateException("only a user has a self, not " + kind);
        }
        return user;
    }
}
