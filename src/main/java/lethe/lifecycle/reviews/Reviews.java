package lethe.lifecycle.reviews;

import java.util.UUID;
import lethe.audit.log.Target;
import lethe.lifecycle.reviews.ReviewedUser.Outcome;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Access reviews, with {@link Permission#MANAGE_USERS}: planned and described first, then started or discarded. */
@Component
class Reviews {
    private final ReviewStore store;
    private final Acting acting;
    private final ReviewLock lock;

    Reviews(ReviewStore store, Acting acting, ReviewLock lock) {
        this.store = store;
        this.acting = acting;
        this.lock = lock;
    }

    @Transactional(readOnly = true)
    public Review get(Actor actor, ReviewId id) {
        actor.need(Permission.MANAGE_USERS);
        return store.find(id).orElseThrow(NotFound::new);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Review> list(Actor actor, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return store.list(after, limit);
    }

    /** The users of a review and their results. */
    @Transactional(readOnly = true)
    public Page<ReviewedUser> people(
            Actor actor, ReviewId id, @Nullable Outcome outcome, @Nullable UUID after, int limit) {
        get(actor, id);
        return Page.of(store.people(id, outcome, after, limit + 1), limit, person -> person.id()
                .value());
    }

    /** Cancels a review: no more users are acted on; what has been done is not undone. */
    @Transactional
    public void cancel(Actor actor, ReviewId id) {
        acting.stop(actor, lock.lockUnfinished(actor, id), Stop.BY_HAND);
    }

    static Target target(ReviewId id) {
        return new Target(ReviewId.KIND, id.value());
    }
}
