package lethe.platform.requests;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;

/** Checks permissions at the time of writing, because they may have been revoked since the request began. */
public interface CurrentRights {
    /**
     * Throws 403 if the actor no longer has all permissions, and 401 if they have been suspended or terminated. Otherwise nothing
     * changes until the transaction ends. Call it before any other lock, because users are locked first.
     */
    void requireStill(Actor actor, Permission... needed);
}
