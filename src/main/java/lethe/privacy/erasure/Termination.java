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
 * Termination (Art. 17): in one transaction everything of the person is deleted and their keys are listed; in a second
 * one the keys are destroyed. Only then is a person terminated, and a receipt says so. Whatever interrupts the second,
 * {@link UnfinishedTerminations} goes on with it.
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
     * Terminates another, as {@link TerminationTarget} allows, again the same as once. Oneself: {@link #leave}, with its proof.
     *
     * @return the receipt; empty while the keys could not be destroyed yet, a mirror being out of reach say: everything
     *     else is gone by then, and the receipt follows
     */
    public Optional<Receipt> terminate(Actor actor, UserId person) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        actor.needAnother(person);
        return terminate(actor, person, () -> {});
    }

    /** Terminates the person who acts, in person, after something else in the same transaction: recording a refusal, say. */
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
     * Terminates somebody whose keys have been destroyed before, and whom an older database has brought back: the audit log and the
     * receipt say so, and name the restore that this start declared in the log.
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
     * The first of the two steps for many at once, within the caller's transaction and of nobody who waits for an answer: the
     * second follows by itself within seconds.
     *
     * @return false when they are gone already
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
     * The first step for many, in the caller's transaction, with {@link #finishAll} to come once it is committed: each as
     * {@link TerminationTarget} allows, whoever is gone already is left alone.
     *
     * @param facts what the audit log says of each besides
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void beginAll(Actor actor, Collection<UserId> people, Map<String, Object> facts) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        people.forEach(actor::needAnother);
        people.stream()
                .filter(person -> departures.lockLeaving(actor, person))
                .forEach(person -> erase(actor, person, facts, Optional.empty()));
    }

    /** The second: up to 500 people's keys are destroyed with one sync. False while the mirror is out of reach. */
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

    /** Destroys the keys that a termination listed, and signs the receipt. */
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
