package lethe.privacy.erasure;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserId;
import lethe.vault.vault.Vault;
import lethe.verifier.verify.Statement;
import org.springframework.stereotype.Component;

/**
 * The second step of a termination, within the caller's transaction: destroys the listed keys, records this in the
 * audit log and signs a receipt; for many people with one sync.
 */
@Component
class KeyDestruction {
    /** How many receipts are prepared in one round trip; each needs a query of all holdings. */
    private static final int AT_ONCE = 50;

    private final TerminationStore store;
    private final ReceiptIssuer issuer;
    private final Vault vault;
    private final Audit audit;
    private final RoundTrips trips;

    KeyDestruction(TerminationStore store, ReceiptIssuer issuer, Vault vault, Audit audit, RoundTrips trips) {
        this.store = store;
        this.issuer = issuer;
        this.vault = vault;
        this.audit = audit;
        this.trips = trips;
    }

    /**
     * Finishes the unfinished terminations of these people; 404 if one of them is not terminated.
     *
     * @return false while the mirror is unavailable; the terminations are then finished later
     */
    boolean finish(Actor actor, Collection<UserId> people) {
        var open = store.lock(people).stream()
                .filter(terminated -> terminated.receipt().isEmpty())
                .toList();
        return open.isEmpty() || destroyKeys(actor, open).isPresent();
    }

    /**
     * Finishes the termination of one person if necessary, and returns the receipt; empty while the mirror is
     * unavailable.
     */
    Optional<Receipt> finish(Actor actor, UserId person) {
        var terminated = store.lock(List.of(person)).getFirst();
        return terminated.receipt().isPresent()
                ? terminated.receipt()
                : destroyKeys(actor, List.of(terminated)).map(List::getFirst);
    }

    private Optional<List<Receipt>> destroyKeys(Actor actor, List<Terminated> open) {
        var people = open.stream().map(one -> one.person().value()).toList();
        return vault.forgetAll(actor.organisation(), people).map(destroyed -> inParts(open)
                .flatMap(part -> issue(actor, part, destroyed).stream())
                .toList());
    }

    private static Stream<List<Terminated>> inParts(List<Terminated> open) {
        return IntStream.iterate(0, from -> from < open.size(), from -> from + AT_ONCE)
                .mapToObj(from -> open.subList(from, Math.min(from + AT_ONCE, open.size())));
    }

    private List<Receipt> issue(Actor actor, List<Terminated> open, Instant destroyed) {
        var system = Actor.system(actor.organisation());
        var asked = trips.start();
        var known = issuer.ask(asked, open);
        asked.go();
        var trip = trips.start();
        var receipts = IntStream.range(0, open.size())
                .mapToObj(place -> {
                    var terminated = open.get(place);
                    var knows = known.get(place).get();
                    var statement = issuer.statement(terminated, destroyed, knows);
                    var entry = audit.record(
                            trip,
                            system,
                            "user.keys-destroyed",
                            Target.of(terminated.person()),
                            Map.of(Statement.FACT, Statement.hash(statement)));
                    var receipt = issuer.sign(terminated, destroyed, statement, entry, knows.key());
                    store.finish(trip, receipt);
                    return receipt;
                })
                .toList();
        trip.go();
        return receipts;
    }
}
