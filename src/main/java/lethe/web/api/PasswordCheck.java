package lethe.web.api;

import lethe.platform.kernel.Actor;

/** Compares a password with the actor's own; declared here, so that requests need not know how passwords are kept. */
public interface PasswordCheck {
    /** Refuses with 422 one that is wrong, and with 429 after too many. */
    void check(Actor actor, String password);
}
