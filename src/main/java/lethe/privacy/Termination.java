package lethe.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.Audit;
import lethe.audit.Target;
import lethe.kernel.Actor;
import lethe.kernel.Randomness;
import lethe.kernel.Unavailable;
import lethe.kernel.UserId;
import lethe.usage.Feature;
import lethe.usage.Usage;
import lethe.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Termination (Art. 17): in one transaction everything of the person is deleted and their keys are listed; in a second
 * one the keys are destroyed. Only then is a person terminated, and a receipt says so. Whatever interrupts the second,
 * {@link Unfinished} goes on with it.
 */
@Component
public class Termination {
    private static final Feature TERMINATING = new Feature("user-terminated");
    private static final Feature LEAVING = new Feature("account-left");
    private final Departures departures;
    private final List<PersonalData> holders;
    private final TerminationStore store;
    private final ReceiptIssuer issuer;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;
    private final TransactionTemplate transaction;
    private final Usage usage;

    Termination(
            Departures departures,
            List<PersonalData> holders,
            TerminationStore store,
            ReceiptIssuer issuer,
            Vault vault,
            Audit audit,
            Clock clock,
            Randomness randomness,
            TransactionTemplate transaction,
            Usage usage) {
        this.departures = departures;
        this.holders = holders;
        this.store = store;
        this.issuer = issuer;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
        this.transaction = transaction;
        this.usage = usage;
    }

    /**
     * Terminates a person; oneself, or another as {@link Departures} allows. Again is the same as once.
     *
     * @return the receipt; empty while the keys could not be destroyed yet, a mirror being out of reach say: everything
     *     else is gone by then, and the receipt follows
     */
    public Optional<Receipt> terminate(Actor actor, UserId person) {
        return terminate(actor, person, () -> {});
    }

    /** As {@link #terminate(Actor, UserId)}, after something else in the same transaction: recording a refusal, say. */
    public Optional<Receipt> terminate(Actor actor, UserId person, Runnable first) {
        transaction.executeWithoutResult(status -> {
            if (departures.mayLeave(actor, person)) {
                first.run();
                erase(actor, person);
            }
        });
        Optional.ofNullable(actor.user())
                .ifPresent(user -> usage.count(actor.is(person) ? LEAVING : TERMINATING, user.lowBits()));
        try {
            return finish(actor, person);
        } catch (Unavailable later) {
            return Optional.empty();
        }
    }

    /** Destroys the keys that a termination listed, and signs the receipt. */
    Optional<Receipt> finish(Actor actor, UserId person) {
        return transaction.execute(status -> {
            var terminated = store.hold(person);
            return terminated.receipt().isPresent() ? terminated.receipt() : destroyKeys(actor, terminated);
        });
    }

    private void erase(Actor actor, UserId person) {
        var now = clock.instant();
        var until = LocalDate.ofInstant(now, ZoneOffset.UTC).plusYears(store.yearsOfRetention());
        var erasures = holders.stream().map(holder -> holder.erase(person)).toList();
        departures.leave(actor, person, now, until);
        var entry = audit.record(actor, "user.terminated", Target.of(person), Map.of("self", actor.is(person)));
        store.insert(new Terminated(
                new ReceiptId(randomness.uuid()),
                actor.organisation(),
                person,
                now,
                Optional.ofNullable(actor.user()),
                actor.is(person),
                erasures.stream()
                        .filter(erasure -> !erasure.what().isEmpty())
                        .map(Erased::of)
                        .toList(),
                until,
                entry,
                Optional.empty()));
        var slots =
                erasures.stream().flatMap(erasure -> erasure.slots().stream()).toList();
        vault.forgetLater(actor.organisation(), person.value(), slots);
    }

    private Optional<Receipt> destroyKeys(Actor actor, Terminated terminated) {
        var person = terminated.person();
        return vault.forget(actor.organisation(), person.value()).map(destroyed -> {
            var system = Actor.system(actor.organisation());
            var entry = audit.record(system, "user.keys-destroyed", Target.of(person));
            var receipt = issuer.sign(terminated, destroyed, entry);
            store.finish(receipt);
            return receipt;
        });
    }
}
