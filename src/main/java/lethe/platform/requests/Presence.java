package lethe.platform.requests;

import lethe.platform.kernel.Forbidden;

/**
 * How somebody is here.
 *
 * @param session signed in, and not by a personal access token
 * @param proven they need not prove again who they are: they have just signed in, or something comes first that must be
 *     as easy as can be
 */
public record Presence(boolean session, boolean proven) {
    /** Under which name a request carries it. */
    public static final String ATTRIBUTE = "presence";

    /** Refuses a personal access token. */
    public void needSession() {
        if (!session) {
            throw Forbidden.sessionRequired();
        }
    }

    /** Refuses a personal access token, and a sign-in that was too long ago. */
    public void needProof() {
        needSession();
        if (!proven) {
            throw Forbidden.recentSignInRequired();
        }
    }
}
