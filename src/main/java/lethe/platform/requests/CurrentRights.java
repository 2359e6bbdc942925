package lethe.platform.requests;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;

/** What an actor may do at the moment of writing: a right may have been taken since their request was let in. */
public interface CurrentRights {
    /**
     * Refuses who may not do all of this any more with 403, and who is gone or suspended meanwhile with 401. Whoever may stays so
     * until the transaction ends: to be asked before anything else is locked, as people come first.
     */
    void requireStill(Actor actor, Permission... needed);
}
