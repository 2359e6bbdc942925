package lethe.lifecycle.reviews;

import java.util.Objects;
import java.util.Optional;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.lifecycle.reviews.Review.Status;
import lethe.messaging.mail.MailQueue;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts planned access reviews, with {@link Permission#MANAGE_USERS}. */
@Component
class ReviewStart {
    private static final Feature STARTING = new Feature("access-reviewed");
    private final ReviewLock lock;
    private final ReviewBackground background;
    private final Acting acting;
    private final AssignmentRules rules;
    private final Roles roles;
    private final MailQueue mailQueue;
    private final Usage usage;
    private final TransactionTemplate transaction;

    ReviewStart(
            ReviewLock lock,
            ReviewBackground background,
            Acting acting,
            AssignmentRules rules,
            Roles roles,
            MailQueue mailQueue,
            Usage usage,
            TransactionTemplate transaction) {
        this.lock = lock;
        this.background = background;
        this.acting = acting;
        this.rules = rules;
        this.roles = roles;
        this.mailQueue = mailQueue;
        this.usage = usage;
        this.transaction = transaction;
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

    private Review begin(Actor actor, ReviewId id, Assignment assignment, String language) {
        actor.need(Permission.MANAGE_USERS);
        var locked = lock.lock(actor, id).orElseThrow(NotFound::new);
        var role = assignment.roleId() == null ? Optional.<Role>empty() : roles.lock(assignment.roleId());
        rules.requireAssignable(actor, assignment.type(), role);
        assignment.check(locked.act(), role);
        if (locked.status() != Status.PLANNED || locked.act() == Review.Act.INVITATION && !mailQueue.isOffered()) {
            throw Conflict.changedMeanwhile(locked);
        }
        return acting.start(actor, locked, assignment, language);
    }
}
