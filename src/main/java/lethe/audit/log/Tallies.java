package lethe.audit.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts events that one person can cause thousands of times a minute, in memory. Each tally becomes one entry with a {@code
 * count}, a quarter of an hour after the first event or when Lethe stops, because entries cannot be deleted and no one may flood
 * the log with refusals.
 */
@Component
public class Tallies implements DisposableBean {
    public static final Duration WINDOW = Duration.ofMinutes(15);
    static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<What, Tally> tallies = new HashMap<>();

    Tallies(Audit audit, Clock clock, TransactionTemplate transaction) {
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    private record What(Actor actor, String action, Target target, Map<String, Object> facts) {
        /** The same event, attributed only to the organisation. */
        What atLarge() {
            var organisation = actor.organisation();
            return new What(Actor.system(organisation), action, Target.of(organisation), Map.of());
        }
    }

    private record Tally(Instant since, int count) {
        Tally with(Tally other) {
            return new Tally(since, count + other.count);
        }
    }

    /**
     * Counts one event. Beyond {@value #MOST} different tallies, further events are attributed only to their organisation.
     *
     * @param facts as for {@link Audit#record}
     */
    public synchronized void count(Actor actor, String action, Target target, Map<String, Object> facts) {
        var who = actor.user() == null ? actor : Actor.person(actor.organisation(), actor.self());
        var what = new What(who, action, target, facts);
        var known = tallies.size() < MOST || tallies.containsKey(what) ? what : what.atLarge();
        tallies.merge(known, new Tally(clock.instant(), 1), Tally::with);
    }

    @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.SECONDS)
    void enterWhatIsOver() {
        enter(taken(clock.instant().minus(WINDOW)));
    }

    @Override
    public void destroy() {
        enter(taken(Instant.MAX));
    }

    private synchronized Map<What, Tally> taken(Instant until) {
        var over = new HashMap<>(tallies);
        over.values().removeIf(tally -> tally.since().isAfter(until));
        tallies.keySet().removeAll(over.keySet());
        return over;
    }

    private void enter(Map<What, Tally> over) {
        Map<OrganisationId, List<What>> byOrganisation = over.keySet().stream()
                .collect(Collectors.groupingBy(
                        what -> what.actor().organisation(), Collectors.toCollection(ArrayList::new)));
        byOrganisation.forEach((organisation, all) -> {
            try {
                TenantContext.run(
                        organisation,
                        () -> transaction.executeWithoutResult(
                                status -> all.forEach(what -> enter(what, Objects.requireNonNull(over.get(what))))));
            } catch (RuntimeException lost) {
                LOG.warn(
                        "Counts for the audit log were lost: {}",
                        lost.getClass().getSimpleName());
            }
        });
    }

    private void enter(What what, Tally tally) {
        var facts = new TreeMap<>(what.facts());
        facts.put("count", tally.count());
        audit.record(what.actor(), what.action(), what.target(), facts);
    }
}
