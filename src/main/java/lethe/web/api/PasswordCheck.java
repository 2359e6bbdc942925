package lethe.web.api;

import lethe.platform.kernel.Actor;

/** Verifies the actor's own password. Declared here so that this room does not depend on how passwords are stored. */
public interface PasswordCheck {
    /** Answers 422 if the password is wrong, 429 after too many attempts. */
    void check(Actor actor, String password);
}
