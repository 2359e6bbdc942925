package lethe.lifecycle.reviews;

import java.util.List;
import lethe.identity.roles.Roles;
import lethe.platform.jobs.Leases;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentRights;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans access reviews, with {@link Permission#MANAGE_USERS}: finds the users now; nothing happens to them before the start. */
@Component
class ReviewPlanning {
    private final ReviewStore store;
    private final AccessFindings findings;
    private final Leases<ReviewId> leases;
    private final CurrentRights rights;
    private final Roles roles;
    private final IdempotencyKeys idempotencyKeys;
    private final Randomness randomness;

    ReviewPlanning(
            ReviewStore store,
            AccessFindings findings,
            Leases<ReviewId> leases,
            CurrentRights rights,
            Roles roles,
            IdempotencyKeys idempotencyKeys,
            Randomness randomness) {
        this.store = store;
        this.findings = findings;
        this.leases = leases;
        this.rights = rights;
        this.roles = roles;
        this.idempotencyKeys = idempotencyKeys;
        this.randomness = randomness;
    }

    /** @param replayed whether an earlier call with the same idempotency key planned it */
    public record Planned(Review review, boolean replayed) {}

    /**
     * Plans a review; does not act on any user yet.
     *
     * @param repeatKey the caller's idempotency key
     */
    @Transactional
    public Planned plan(Actor actor, ReviewPlan plan, @Nullable String repeatKey) {
        rights.requireStill(actor, Permission.MANAGE_USERS);
        plan.check();
        if (plan.roleId() != null && roles.find(actor, plan.roleId()).isEmpty()) {
            throw Invalid.field("roleId", "unknown");
        }
        var id = new ReviewId(randomness.uuid());
        var earlier = idempotencyKeys.claim(actor, repeatKey, id.value());
        if (earlier.isPresent()) {
            return new Planned(store.find(new ReviewId(earlier.get())).orElseThrow(NotFound::new), true);
        }
        var people = plan.isForEverybody() ? findings.everybody(actor, plan.filter()) : known(actor, plan.chosen());
        store.insert(actor, id, plan, people);
        leases.insert(actor.organisation(), id);
        leases.untilExpiry(id);
        return new Planned(store.find(id).orElseThrow(), false);
    }

    private List<UserId> known(Actor actor, List<UserId> chosen) {
        var known = findings.known(actor, chosen);
        if (known.size() < chosen.size()) {
            throw Invalid.field("people", "unknown");
        }
        return known;
    }
}
