package lethe.lifecycle.reviews;

import java.util.Optional;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.CurrentRights;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Locks a review for an actor who is about to write to it, and asks for their permission again. The review comes first, because
 * each batch of a review locks the user who started it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReviewLock {
    private final ReviewStore store;
    private final CurrentRights rights;

    ReviewLock(ReviewStore store, CurrentRights rights) {
        this.store = store;
        this.rights = rights;
    }

    Optional<Review> lock(Actor actor, ReviewId id) {
        actor.need(Permission.MANAGE_USERS);
        var locked = store.lock(id);
        rights.requireStill(actor, Permission.MANAGE_USERS);
        return locked;
    }

    /** Refuses a review that has ended. */
    Review lockUnfinished(Actor actor, ReviewId id) {
        actor.need(Permission.MANAGE_USERS);
        var locked = store.lockUnfinished(id);
        rights.requireStill(actor, Permission.MANAGE_USERS);
        return locked;
    }
}
