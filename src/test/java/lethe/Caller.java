package lethe;

import java.util.Set;
import java.util.function.Supplier;
import lethe.platform.kernel.Permission;
import lethe.signin.sessions.CurrentSession.State;

/** A caller, by their name in the tests, and what they may do. */
final class Caller {
    private final String name;
    private final Kind kind;
    private final State state;
    private final Set<Permission> permissions;
    private final Supplier<Api> entrance;
    private Api api;

    enum Kind {
        NOBODY,
        PERSON,
        OPERATOR
    }

    /** @param entrance signs in, again each time the session has ended */
    Caller(String name, Kind kind, State state, Set<Permission> permissions, Supplier<Api> entrance) {
        this.name = name;
        this.kind = kind;
        this.state = state;
        this.permissions = permissions;
        this.entrance = entrance;
    }

    Api api() {
        if (api == null) {
            api = entrance.get();
        }
        return api;
    }

    void signedOut() {
        api = null;
    }

    Kind kind() {
        return kind;
    }

    State state() {
        return state;
    }

    Set<Permission> permissions() {
        return permissions;
    }

    @Override
    public String toString() {
        return name;
    }
}
