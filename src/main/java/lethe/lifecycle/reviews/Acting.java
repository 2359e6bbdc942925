package lethe.lifecycle.reviews;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.identity.roles.BulkAssignment;
import lethe.identity.roles.BulkAssignment.Incumbent;
import lethe.identity.users.BulkUserCreation;
import lethe.identity.users.Invitations;
import lethe.lifecycle.reviews.Review.Act;
import lethe.lifecycle.reviews.ReviewStore.Started;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.privacy.erasure.Termination;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out a started review, a few hundred users per transaction: each user entirely or not at all, whatever
 * interrupts it. For each transaction, the permissions of the user who started it are checked again, and whether the
 * finding still applies to each user.
 */
@Component
class Acting {
    /** The keys of this many users are destroyed with one sync. */
    static final int BATCH = 500;

    private final ReviewStore store;
    private final AccessFindings findings;
    private final BulkAssignment bulkAssignment;
    private final BulkUserCreation userCreation;
    private final Invitations invitations;
    private final Termination termination;
    private final Audit audit;
    private final Leases<ReviewId> leases;
    private final TransactionTemplate transaction;

    Acting(
            ReviewStore store,
            AccessFindings findings,
            BulkAssignment bulkAssignment,
            BulkUserCreation userCreation,
            Invitations invitations,
            Termination termination,
            Audit audit,
            Leases<ReviewId> leases,
            TransactionTemplate transaction) {
        this.store = store;
        this.findings = findings;
        this.bulkAssignment = bulkAssignment;
        this.userCreation = userCreation;
        this.invitations = invitations;
        this.termination = termination;
        this.audit = audit;
        this.leases = leases;
        this.transaction = transaction;
    }

    /**
     * The result of one transaction.
     *
     * @param more whether more may remain
     * @param terminated the users whose keys must be destroyed now
     */
    record Step(boolean more, List<UserId> terminated) {
        static final Step LAST = new Step(false, List.of());
    }

    /** The users to act on, and the users left out with the reason. */
    record Verdict(List<Incumbent> people, Map<UserId, String> leftOut) {}

    /** Runs until nothing remains or the review is stopped. */
    void run(OrganisationId organisation, ReviewId id) {
        var more = true;
        while (more) {
            var step = leases.patiently(() -> step(organisation, id, BATCH));
            if (!step.terminated().isEmpty()) {
                leases.patiently(() -> termination.finishAll(Actor.system(organisation), step.terminated()));
            }
            more = step.more();
        }
    }

    /** Does one transaction. Of terminations this is the first half; the caller destroys the keys afterwards. */
    Step step(OrganisationId organisation, ReviewId id, int most) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var review = store.lock(id).orElseThrow(NotFound::new);
            return review.status() == Review.Status.RUNNING ? go(organisation, review, most) : Step.LAST;
        }));
    }

    private Step go(OrganisationId organisation, Review review, int most) {
        leases.renew(review.id());
        var started = store.started(review.id());
        var waiting = store.waiting(review.id(), most);
        // The actor is locked together with the others and in the same order, so that two reviews cannot deadlock.
        var locked = bulkAssignment.lock(
                Stream.concat(waiting.stream(), Stream.of(started.by())).toList());
        var actor = asTheyAre(started.by());
        if (actor.isEmpty()) {
            stop(Actor.system(organisation), review, Stop.RIGHTS_LOST);
            return Step.LAST;
        } else if (waiting.isEmpty()) {
            finish(organisation, review);
            return Step.LAST;
        } else {
            var verdict = judge(actor.get(), review, waiting, locked);
            act(actor.get(), review, started, verdict);
            settle(review, verdict);
            return new Step(true, review.act() == Act.TERMINATION ? ids(verdict) : List.of());
        }
    }

    /**
     * Returns the user who acts in many transactions, with their permissions in this one; empty if they lost them.
     */
    Optional<Actor> asTheyAre(UserId person) {
        return userCreation.lockCreator(person);
    }

    /** In the caller's transaction. */
    Verdict judge(Actor actor, Review review, List<UserId> waiting, List<Incumbent> locked) {
        actor.need(Permission.MANAGE_USERS);
        var chosen =
                locked.stream().filter(person -> waiting.contains(person.id())).toList();
        var leftOut = new HashMap<UserId, String>();
        waiting.forEach(person -> leftOut.put(person, "gone"));
        chosen.forEach(person -> leftOut.remove(person.id()));
        var form = review.act() == Act.REASSIGNMENT
                ? store.started(review.id()).assignment().reassignment()
                : null;
        leftOut.putAll(bulkAssignment.refused(actor, chosen, form));
        leftOut.putAll(findings.passed(review.filter(), waiting));
        return new Verdict(
                chosen.stream()
                        .filter(person -> !leftOut.containsKey(person.id()))
                        .toList(),
                leftOut);
    }

    void settle(Review review, Verdict verdict) {
        store.settle(review.id(), ids(verdict), verdict.leftOut());
    }

    private void act(Actor actor, Review review, Started started, Verdict verdict) {
        Map<String, Object> facts = Map.of("review", review.id().toString());
        if (!verdict.people().isEmpty()) {
            switch (review.act()) {
                case TERMINATION -> termination.beginAll(actor, ids(verdict), facts);
                case REASSIGNMENT ->
                    bulkAssignment.reassign(
                            actor, verdict.people(), started.assignment().reassignment(), facts);
                case INVITATION -> invitations.inviteAgain(actor, ids(verdict), Locale.of(started.language()));
            }
        }
    }

    /** Marks a review as running, in the caller's transaction; from then on, any node may carry out its steps. */
    Review start(Actor actor, Review locked, Assignment assignment, String language) {
        actor.need(Permission.MANAGE_USERS);
        var id = locked.id();
        store.start(id, actor, assignment, language, locked.act() == Act.INVITATION);
        leases.renew(id);
        record(actor, "review.started", locked, facts(locked, assignment));
        return store.find(id).orElseThrow();
    }

    /** Records that the sign-in links of a review are written to a file; in the caller's transaction. */
    void linksTaken(Actor actor, Review review) {
        actor.need(Permission.MANAGE_USERS);
        record(
                actor,
                "review.links-fetched",
                review,
                Map.of("finding", review.finding().name(), "people", review.people()));
    }

    private static Map<String, Object> facts(Review review, Assignment assignment) {
        var facts = new TreeMap<String, Object>(assignment.facts());
        facts.put("act", review.act().name());
        facts.put("finding", review.finding().name());
        facts.put("months", review.months());
        facts.put("people", review.people());
        return facts;
    }

    /** In the caller's transaction. */
    void finish(OrganisationId organisation, Review review) {
        store.finish(review.id());
        record(
                Actor.system(organisation),
                "review.finished",
                review,
                Map.of("done", review.done(), "leftOut", review.leftOut()));
        leases.end(review.id());
    }

    void stop(Actor actor, Review review, Stop why) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        store.cancel(review.id(), why);
        record(actor, "review.cancelled", review, Map.of("reason", why.code(), "done", review.done()));
        leases.end(review.id());
    }

    private void record(Actor actor, String action, Review review, Map<String, Object> facts) {
        audit.record(actor, action, Reviews.target(review.id()), facts);
    }

    private static List<UserId> ids(Verdict verdict) {
        return verdict.people().stream().map(Incumbent::id).toList();
    }
}
