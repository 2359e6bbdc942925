package lethe.privacy.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.transparency.LogContinuation;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.Unavailable;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.privacy.erasure.Terminated.Repeated;
import lethe.privacy.inventory.Holdings;
import lethe.privacy.retention.RetentionPolicy;
import lethe.vault.vault.Vault;
import lethe.verifier.verify.Statement;
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
    private final TerminationTarget departures;
    private final Holdings holdings;
    private final List<PersonalDataHolder> holders;
    private final TerminationStore store;
    private final ReceiptIssuer issuer;
    private final Vault vault;
    private final Audit audit;
    private final LogContinuation log;
    private final RetentionPolicy limits;
    private final Clock clock;
    private final Randomness randomness;
    private final TransactionTemplate transaction;
    private final Usage usage;

    Termination(
            TerminationTarget departures,
            Holdings holdings,
            List<PersonalDataHolder> holders,
            TerminationStore store,
            ReceiptIssuer issuer,
            Vault vault,
            Audit audit,
            LogContinuation log,
            RetentionPolicy limits,
            Clock clock,
            Randomness randomness,
            TransactionTemplate transaction,
            Usage usage) {
        this.departures = departures;
        this.holdings = holdings;
        this.holders = holders;
        this.store = store;
        this.issuer = issuer;
        this.vault = vault;
        this.audit = audit;
        this.log = log;
        this.limits = limits;
        this.clock = clock;
        this.randomness = randomness;
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
            if (departures.lockLeaving(actor, person)) {
                first.run();
                erase(actor, person, Map.of(), Optional.empty());
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
            if (departures.lockLeaving(system, person)) {
                var restore = log.ofThisStart(organisation).orElse(null);
                erase(system, person, Map.of(), Optional.of(new Repeated(restore)));
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
        var here = departures.lockLeaving(actor, person);
        if (here) {
            erase(actor, person, Map.of(), Optional.empty());
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
                .filter(person -> departures.lockLeaving(actor, person))
                .forEach(person -> erase(actor, person, facts, Optional.empty()));
    }

    /**
     * Runs the second step for up to 500 people, with a single sync of the key file.
     *
     * @return false while the mirror is unavailable
     */
    public boolean finishAll(Actor actor, Collection<UserId> people) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var open = people.stream()
                    .sorted(Comparator.comparing(UserId::value))
                    .map(store::lock)
                    .filter(terminated -> terminated.receipt().isEmpty())
                    .toList();
            return destroyKeys(actor, open).isPresent();
        }));
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
        return transaction.execute(status -> {
            var terminated = store.lock(person);
            return terminated.receipt().isPresent()
                    ? terminated.receipt()
                    : destroyKeys(actor, List.of(terminated)).map(List::getFirst);
        });
    }

    private void erase(Actor actor, UserId person, Map<String, Object> facts, Optional<Repeated> again) {
        var now = clock.instant();
        var until = limits.of(DataCategory.RETAINED_RECORD).lastDay(now);
        var there = Set.copyOf(holdings.fates(person, actor.is(person)).goes());
        var erasures = holders.stream().map(holder -> holder.erase(person)).toList();
        departures.leave(actor, person, now, until);
        var all = new HashMap<>(facts);
        all.put("self", actor.is(person));
        again.ifPresent(repeated -> all.putAll(repeated.members()));
        var entry = audit.record(actor, "user.terminated", Target.of(person), all);
        store.insert(new Terminated(
                new ReceiptId(randomness.uuid()),
                actor.organisation(),
                person,
                now,
                Optional.ofNullable(actor.user()),
                actor.is(person),
                erasures.stream()
                        .map(erasure -> ErasedItem.of(erasure, there))
                        .filter(erased -> !erased.what().isEmpty())
                        .toList(),
                until,
                entry,
                again,
                Optional.empty()));
        var slots =
                erasures.stream().flatMap(erasure -> erasure.slots().stream()).toList();
        vault.forgetLater(actor.organisation(), person.value(), slots);
    }

    private Optional<List<Receipt>> destroyKeys(Actor actor, List<Terminated> terminated) {
        var people = terminated.stream().map(one -> one.person().value()).toList();
        return vault.forgetAll(actor.organisation(), people).map(destroyed -> terminated.stream()
                .map(one -> finish(actor, one, destroyed))
                .toList());
    }

    private Receipt finish(Actor actor, Terminated terminated, Instant destroyed) {
        var system = Actor.system(actor.organisation());
        var statement = issuer.statement(terminated, destroyed);
        var entry = audit.record(
                system,
                "user.keys-destroyed",
                Target.of(terminated.person()),
                Map.of(Statement.FACT, Statement.hash(statement)));
        var receipt = issuer.sign(terminated, destroyed, statement, entry);
        store.finish(receipt);
        return receipt;
    }
}
