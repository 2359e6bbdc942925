package lethe.sessions;

import java.util.UUID;
import lethe.kernel.Actor;

/**
 * A request's caller, as the database has them at this moment.
 *
 * @param means the session or token that was shown
 */
public record SignedIn(Actor actor, State state, Means means) {
    /** @param pastGate a token that works before the first password is chosen */
    public record Means(UUID id, boolean session, boolean pastGate) {}

    /** What the person has to do before anything else. */
    public enum State {
        NEW_PASSWORD_REQUIRED,
        CONSENT_REQUIRED,
        ACTIVE
    }
}
