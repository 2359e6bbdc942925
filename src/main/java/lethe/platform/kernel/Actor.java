package lethe.platform.kernel;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, in which organisation, with which permissions; read from the database on every request.
 *
 * @param organisation {@link OrganisationId#NONE} for the operator of all organisations
 * @param user absent for the operator and for the system
 * @param type absent for them as well
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

    /** A user; {@code ADMIN} has every permission, whatever the role. */
    public static Actor user(OrganisationId organisation, UserId user, UserType type, Collection<Permission> ofRole) {
        var permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(type == UserType.ADMIN ? List.of(Permission.values()) : ofRole);
        return new Actor(Kind.USER, organisation, user, type, permissions);
    }

    /** A user known only by ID, before a session exists, for example while signing in. */
    public static Actor person(OrganisationId organisation, UserId user) {
        return new Actor(Kind.USER, organisation, user, null, Set.of());
    }

    /** The operator, acting in one organisation: not a user, and without any of the organisation's permissions. */
    public static Actor operator(OrganisationId organisation) {
        return new Actor(Kind.OPERATOR, organisation, null, null, Set.of());
    }

    /** The operator, acting outside any organisation: {@link OrganisationId#NONE}. */
    public static Actor operator() {
        return operator(OrganisationId.NONE);
    }

    public static Actor system(OrganisationId organisation) {
        return new Actor(Kind.SYSTEM, organisation, null, null, Set.of());
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Throws {@link Forbidden}, naming every missing permission, unless the actor has all of them. */
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

    /** Throws {@link Forbidden} unless the actor has at least one of them. */
    public void needAny(Permission... enough) {
        if (List.of(enough).stream().noneMatch(this::may)) {
            throw Forbidden.missing(List.of(enough));
        }
    }

    /** As {@link #need}, but for users only: the system and the operator pass. */
    public void needIfPerson(Permission... needed) {
        if (kind == Kind.USER) {
            need(needed);
        }
    }

    /** Allows only the operator. */
    public void needOperator() {
        if (kind != Kind.OPERATOR) {
            throw Forbidden.adminsOnly();
        }
    }

    /** Refuses users who try to manage themselves. */
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

    /**
     * The acting user's ID.
     *
     * @throws IllegalStateException for the operator and the system
     */
    public UserId self() {
        if (user == null) {
            throw new IllegalStateException("only a user has a self, not " + kind);
        }
        return user;
    }
}
