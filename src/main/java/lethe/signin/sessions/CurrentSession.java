package lethe.signin.sessions;

import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.Presence;

/**
 * A request's caller, as the database has them now.
 *
 * @param means the session or token they authenticated with
 */
public record CurrentSession(Actor actor, State state, Means means) {
    /**
     * @param pastGate a token that works before the first password is set
     * @param recent a session that began a few minutes ago; using it does not extend that
     */
    public record Means(UUID id, boolean session, boolean pastGate, boolean recent) {
        static Means session(UUID id, boolean recent) {
            return new Means(id, true, false, recent);
        }

        static Means token(UUID id, boolean pastGate) {
            return new Means(id, false, pastGate, false);
        }
    }

    /** Setting a first password and refusing consent require no proof of presence (Art. 7(3) GDPR). */
    public Presence presence() {
        return new Presence(means.session(), means.recent() || state != State.ACTIVE);
    }

    /** What the user must do before anything else. */
    public enum State {
        NEW_PASSWORD_REQUIRED,
        CONSENT_REQUIRED,
        ACTIVE
    }
}
