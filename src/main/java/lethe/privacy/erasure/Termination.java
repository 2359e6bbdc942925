package lethe.privacy.erasure;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lethe.audit.transparency.LogContinuation;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Unavailable;
import lethe.platform.kernel.UserId;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.privacy.erasure.PersonErasure.Occasion;
import lethe.privacy.erasure.Terminated.Repeated;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Termination (Art. 17 GDPR) in two transactions: the first deletes the person's data and lists their keys; the second
 * destroys the keys. Only then is the person terminated, and a receipt states so. If the second fails,
 * {@link UnfinishedTerminations} retries it.
 */
@Component
public class Termination {
    private static final Feature TERMINATING = new Feature("user-terminated");
    private static final Feature LEAVING = new Feature("account-left");
    private final TerminationTarget target;
    private final PersonErasure erasure;
    private final KeyDestruction destruction;
    private final LogContinuation log;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Usage usage;

    Termination(
            TerminationTarget target,
            PersonErasure erasure,
            KeyDestruction destruction,
            LogContinuation log,
            Clock clock,
            TransactionTemplate transaction,
            Usage usage) {
        this.target = target;
        this.erasure = erasure;
        this.destruction = destruction;
        this.log = log;
        this.clock = clock;
        this.transaction = transaction;
        this.usage = usage;
    }

    /**
     * Terminates another user, subject to {@link TerminationTarget}. Repeating it changes nothing. To terminate
     * oneself, see {@link #leave}.
     *
     * @return the receipt; empty while the keys cannot be destroyed, for example because a mirror is unavailable: all
     *     other data are erased by then, and the receipt follows
     */
    public Optional<Receipt> terminate(Actor actor, UserId person) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        actor.needAnother(person);
        return terminate(actor, person, () -> {});
    }

    /** Terminates the caller. {@code first} runs in the same transaction, for example to record a refusal. */
    public Optional<Receipt> leave(Actor actor, Runnable first) {
        return terminate(actor, actor.self(), first);
    }

    private Optional<Receipt> terminate(Actor actor, UserId person, Runnable first) {
        transaction.executeWithoutResult(status -> {
            if (target.lockLeaving(actor, person)) {
                first.run();
                erasure.erase(actor, new Occasion(person, clock.instant(), Map.of(), Optional.empty()));
            }
        });
        Optional.ofNullable(actor.user())
                .ifPresent(user -> usage.count(actor.is(person) ? LEAVING : TERMINATING, user.lowBits()));
        return finishSoon(actor, person);
    }

    /**
     * Terminates a person whose keys were destroyed before and whom a restored older database has brought back. The
     * audit log and the receipt say so, and name the restore declared in the log at this start.
     */
    public void terminateAgain(OrganisationId organisation, UserId person) {
        var system = Actor.system(organisation);
        transaction.executeWithoutResult(status -> {
            if (target.lockLeaving(system, person)) {
                var restore = log.ofThisStart(organisation).orElse(null);
                erasure.erase(
                        system, new Occasion(person, clock.instant(), Map.of(), Optional.of(new Repeated(restore))));
            }
        });
        finishSoon(system, person);
    }

    /**
     * Runs the first step within the caller's transaction, for bulk jobs where no one waits for a receipt. The second
     * step follows within seconds in the background.
     *
     * @return false if the person is already terminated
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean begin(Actor actor, UserId person) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        actor.needAnother(person);
        var here = target.lockLeaving(actor, person);
        if (here) {
            erasure.erase(actor, new Occasion(person, clock.instant(), Map.of(), Optional.empty()));
        }
        return here;
    }

    /**
     * Runs the first step for many people in the caller's transaction; call {@link #finishAll} after the commit. Each
     * must be allowed by {@link TerminationTarget}; those already terminated are skipped.
     *
     * @param facts additional facts for each audit entry
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void beginAll(Actor actor, Collection<UserId> people, Map<String, Object> facts) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        people.forEach(actor::needAnother);
        people.stream()
                .filter(person -> target.lockLeaving(actor, person))
                .forEach(
                        person -> erasure.erase(actor, new Occasion(person, clock.instant(), facts, Optional.empty())));
    }

    /**
     * Runs the second step for up to 500 people, with a single sync of the key file.
     *
     * @return false while the mirror is unavailable
     */
    public boolean finishAll(Actor actor, Collection<UserId> people) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        return Boolean.TRUE.equals(transaction.execute(status -> destruction.finish(actor, people)));
    }

    private Optional<Receipt> finishSoon(Actor actor, UserId person) {
        try {
            return finish(actor, person);
        } catch (Unavailable later) {
            return Optional.empty();
        }
    }

    /** Destroys the keys listed by a termination, and signs the receipt. */
    Optional<Receipt> finish(Actor actor, UserId person) {
        if (!actor.is(person)) {
            actor.needIfPerson(Permission.MANAGE_USERS);
        }
        return Objects.requireNonNull(transaction.execute(status -> destruction.finish(actor, person)));
    }
}
