package lethe.lifecycle.reviews;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.lifecycle.reviews.Review.Status;
import lethe.lifecycle.reviews.ReviewedUser.Outcome;
import lethe.messaging.mail.MailQueue;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentRights;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Access reviews, with {@link Permission#MANAGE_USERS}: planned and described first, then started or discarded. */
@Component
class Reviews {
    private static final Feature STARTING = new Feature("access-reviewed");
    private final ReviewStore store;
    private final AccessFindings findings;
    private final ReviewBackground background;
    private final Acting acting;
    private final Leases<ReviewId> leases;
    private final CurrentRights rights;
    private final AssignmentRules rules;
    private final Roles roles;
    private final MailQueue mailQueue;
    private final IdempotencyKeys idempotencyKeys;
    private final Audit audit;
    private final Usage usage;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    Reviews(
            ReviewStore store,
            AccessFindings findings,
            ReviewBackground background,
            Acting acting,
            Leases<ReviewId> leases,
            CurrentRights rights,
            AssignmentRules rules,
            Roles roles,
            MailQueue mailQueue,
            IdempotencyKeys idempotencyKeys,
            Audit audit,
            Usage usage,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.findings = findings;
        this.background = background;
        this.acting = acting;
        this.leases = leases;
        this.rights = rights;
        this.rules = rules;
        this.roles = roles;
        this.mailQueue = mailQueue;
        this.idempotencyKeys = idempotencyKeys;
        this.audit = audit;
        this.usage = usage;
        this.randomness = randomness;
        this.transaction = transaction;
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
            return new Planned(get(actor, new ReviewId(earlier.get())), true);
        }
        var people = plan.isForEverybody() ? findings.everybody(actor, plan.filter()) : known(actor, plan.chosen());
        store.insert(actor, id, plan, people);
        leases.insert(actor.organisation(), id);
        leases.untilExpiry(id);
        return new Planned(store.find(id).orElseThrow(), false);
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

    /** Whether invitations would be mailed. */
    public boolean isMailOffered() {
        return mailQueue.isOffered();
    }

    /**
     * Starts a review.
     *
     * @param language of invitations
     */
    public Review start(Actor actor, ReviewId id, Assignment assignment, String language) {
        var started = Objects.requireNonNull(transaction.execute(status -> begin(actor, id, assignment, language)));
        usage.count(STARTING, actor.self().lowBits());
        background.run(actor.organisation(), id);
        return started;
    }

    /** Cancels a review: no more users are acted on; what has been done is not undone. */
    @Transactional
    public void cancel(Actor actor, ReviewId id) {
        actor.need(Permission.MANAGE_USERS);
        // Locked after the review, because each batch of the review locks the user who started it.
        var locked = store.lockUnfinished(id);
        rights.requireStill(actor, Permission.MANAGE_USERS);
        acting.stop(actor, locked, Stop.BY_HAND);
    }

    private List<UserId> known(Actor actor, List<UserId> chosen) {
        var known = findings.known(actor, chosen);
        if (known.size() < chosen.size()) {
            throw Invalid.field("people", "unknown");
        }
        return known;
    }

    private Review begin(Actor actor, ReviewId id, Assignment assignment, String language) {
        actor.need(Permission.MANAGE_USERS);
        var locked = store.lock(id).orElseThrow(NotFound::new);
        var role = assignment.roleId() == null ? Optional.<Role>empty() : roles.lock(assignment.roleId());
        rules.requireAssignable(actor, assignment.type(), role);
        assignment.check(locked.act(), role);
        if (locked.status() != Status.PLANNED || locked.act() == Review.Act.INVITATION && !mailQueue.isOffered()) {
            throw Conflict.changedMeanwhile(locked);
        }
        store.start(id, actor, assignment, language, locked.act() == Review.Act.INVITATION);
        leases.renew(id);
        audit.record(actor, "review.started", target(id), facts(locked, assignment));
        return store.find(id).orElseThrow();
    }

    private static Map<String, Object> facts(Review review, Assignment assignment) {
        var facts = new TreeMap<String, Object>(assignment.facts());
        facts.put("act", review.act().name());
        facts.put("finding", review.finding().name());
        facts.put("months", review.months());
        facts.put("people", review.people());
        return facts;
    }

    static Target target(ReviewId id) {
        return new Target(ReviewId.KIND, id.value());
    }
}
