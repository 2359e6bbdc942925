package lethe.signin.sessions;

import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.Presence;

/**
 * A request's caller, as the database has them at this moment.
 *
 * @param means the session or token that was shown
 */
public record CurrentSession(Actor actor, State state, Means means) {
    /**
     * @param pastGate a token that works before the first password is chosen
     * @param recent a session that began a moment ago; using it does not renew that
     */
    public record Means(UUID id, boolean session, boolean pastGate, boolean recent) {
        static Means session(UUID id, boolean recent) {
            return new Means(id, true, false, recent);
        }

        static Means token(UUID id, boolean pastGate) {
            return new Means(id, false, pastGate, false);
        }
    }

    /** Choosing a first password, and leaving rather than consenting, are asked for no proof (Art. 7(3)). */
    public Presence presence() {
        return new Presence(means.session(), means.recent() || state != State.ACTIVE);
    }

    /** What the person has to do before anything else. */
    public enum State {
        NEW_PASSWORD_REQUIRED,
        CONSENT_REQUIRED,
        ACTIVE
    }
}
