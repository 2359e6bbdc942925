package lethe.platform.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs periodic work once per organisation and period, across all nodes. A turn begins with a lease and is over only when the
 * work is done: after a failure or the death of a node, it is taken again once the lease has expired.
 */
@Component
public class JobRota {
    /** Long enough for a node that is at work to renew it at its next {@link #begin}. */
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(JobRota.class);
    private final Map<String, Optional<Turn>> underway = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JobRota(JdbcClient jdbc, Agenda agenda, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param lease when another node may take it */
    private record Turn(String kind, OrganisationId organisation, Instant lease) {}

    /** Adds every existing organisation that is not enrolled yet; its first turn is now. */
    public void enrol(String kind) {
        jdbc.sql("select 1 from enrol_everywhere(:kind, :now)")
                .param("kind", kind)
                .param("now", ResultColumns.time(clock.instant()))
                .query()
                .listOfRows();
    }

    /**
     * Runs the work for each due organisation, one after the other, on one node only. It uses a thread of its own, because it may
     * take long. A kind never runs twice at the same time on this node, where calling again renews the lease of the turn under way,
     * and a failure for one organisation does not affect the others.
     *
     * @param kind of the rows in {@code work}; its {@link BackgroundJob} calls again within {@link #LEASE}
     * @param again the time from the end of an organisation's turn to its next
     */
    public void begin(String kind, Duration again, Consumer<OrganisationId> work) {
        var running = underway.putIfAbsent(kind, Optional.empty());
        if (running != null) {
            running.ifPresent(this::renew);
            agenda.again(kind);
        } else {
            var begun = false;
            try {
                var asked = agenda.organisations(kind, clock.instant());
                if (!asked.isEmpty()) {
                    Thread.ofVirtual().name(kind).start(() -> workThrough(kind, asked, again, work));
                    begun = true;
                }
            } finally {
                if (!begun) {
                    underway.remove(kind);
                }
            }
        }
    }

    /** Whether all work that was begun has finished. */
    boolean isIdle() {
        return underway.isEmpty();
    }

    private void workThrough(String kind, List<OrganisationId> asked, Duration again, Consumer<OrganisationId> work) {
        try {
            asked.forEach(organisation -> turn(kind, organisation, again, work));
        } finally {
            underway.remove(kind);
        }
    }

    private void turn(String kind, OrganisationId organisation, Duration again, Consumer<OrganisationId> work) {
        try {
            take(kind, organisation).ifPresent(turn -> {
                underway.put(kind, Optional.of(turn));
                work.accept(organisation);
                end(turn, again);
            });
        } catch (RuntimeException failure) {
            LOG.warn(
                    "{} of {} failed and will be retried in a few minutes: {}",
                    kind,
                    organisation,
                    failure.getClass().getSimpleName());
        } finally {
            underway.put(kind, Optional.empty());
        }
    }

    /** Empty if another node took the turn first. */
    private Optional<Turn> take(String kind, OrganisationId organisation) {
        var now = clock.instant();
        var turn = new Turn(kind, organisation, leaseFrom(now));
        return setDue(turn, "due <= :asOf", now, turn.lease()) ? Optional.of(turn) : Optional.empty();
    }

    private void end(Turn turn, Duration again) {
        var now = clock.instant();
        setDue(turn, "due <= :asOf", now.plus(LEASE), now.plus(again));
    }

    /** A turn that another node has taken, or that has ended, is left alone. */
    private void renew(Turn turn) {
        var renewed = new Turn(turn.kind(), turn.organisation(), leaseFrom(clock.instant()));
        if (setDue(turn, "due = :asOf", turn.lease(), renewed.lease())) {
            underway.replace(turn.kind(), Optional.of(turn), Optional.of(renewed));
        }
    }

    private boolean setDue(Turn turn, String condition, Instant asOf, Instant due) {
        return TenantContext.in(
                turn.organisation(),
                () -> Boolean.TRUE.equals(transaction.execute(status -> jdbc.sql("update work set due = :due"
                                        + " where organisation_id = :organisation and kind = :kind and " + condition)
                                .param("organisation", turn.organisation().value())
                                .param("kind", turn.kind())
                                .param("asOf", ResultColumns.time(asOf))
                                .param("due", ResultColumns.time(due))
                                .update()
                        > 0)));
    }

    private static Instant leaseFrom(Instant now) {
        return now.plus(LEASE).truncatedTo(ChronoUnit.MILLIS);
    }
}
