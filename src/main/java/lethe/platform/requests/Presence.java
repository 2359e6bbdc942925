package lethe.platform.requests;

import lethe.platform.kernel.Forbidden;

/**
 * How the caller is authenticated.
 *
 * @param session by a session rather than a personal access token
 * @param proven whether no password is required, because the sign-in is recent, or because the user must first set a
 *     password or decide on consent
 */
public record Presence(boolean session, boolean proven) {
    /** The request attribute that contains it. */
    public static final String ATTRIBUTE = "presence";

    /** Refuses personal access tokens. */
    public void needSession() {
        if (!session) {
            throw Forbidden.sessionRequired();
        }
    }

    /** Refuses personal access tokens and sign-ins that are too old. */
    public void needProof() {
        needSession();
        if (!proven) {
            throw Forbidden.recentSignInRequired();
        }
    }
}
