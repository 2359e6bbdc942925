package lethe.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

/** Runs periodic work once per organisation and period, across all nodes. */
@Component
public class JobRota {
    private static final Logger LOG = LoggerFactory.getLogger(JobRota.class);
    private final Set<String> underway = ConcurrentHashMap.newKeySet();
    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final TransactionTemplate transaction;

    JobRota(JdbcClient jdbc, Agenda agenda, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.transaction = transaction;
    }

    /** Adds every existing organisation that is not enrolled yet; its first turn is at {@code now}. */
    public void enrol(String kind, Instant now) {
        jdbc.sql("select 1 from enrol_everywhere(:kind, :now)")
                .param("kind", kind)
                .param("now", ResultColumns.time(now))
                .query()
                .listOfRows();
    }

    /**
     * Runs the work for each due organisation, one after the other, on one node only. It uses a thread of its own, because it may
     * take long and all scheduled tasks share one. A kind never runs twice at the same time on this node, and a failure for one
     * organisation does not affect the others.
     *
     * @param kind of the rows in {@code work}
     * @param again the time until an organisation's next turn
     */
    public void begin(String kind, Instant now, Duration again, Consumer<OrganisationId> work) {
        if (underway.add(kind)) {
            var begun = false;
            try {
                var asked = agenda.asked(kind, now);
                if (!asked.isEmpty()) {
                    Thread.ofVirtual().name(kind).start(() -> workThrough(kind, asked, now, again, work));
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

    private void workThrough(
            String kind, List<OrganisationId> asked, Instant now, Duration again, Consumer<OrganisationId> work) {
        try {
            asked.forEach(organisation -> turn(kind, organisation, now, again, work));
        } finally {
            underway.remove(kind);
        }
    }

    private void turn(
            String kind, OrganisationId organisation, Instant now, Duration again, Consumer<OrganisationId> work) {
        try {
            if (isTaken(organisation, kind, now, now.plus(again))) {
                work.accept(organisation);
            }
        } catch (RuntimeException failure) {
            LOG.warn(
                    "{} of {} failed and will be retried later: {}",
                    kind,
                    organisation,
                    failure.getClass().getSimpleName());
        }
    }

    /** False if another node took the turn first. */
    private boolean isTaken(OrganisationId organisation, String kind, Instant now, Instant again) {
        return TenantContext.in(
                organisation,
                () -> transaction.execute(status -> jdbc.sql("""
                        update work
                        set due = :again
                        where organisation_id = :organisation and kind = :kind and due <= :now
                        """)
                                .param("organisation", organisation.value())
                                .param("kind", kind)
                                .param("now", ResultColumns.time(now))
                                .param("again", ResultColumns.time(again))
                                .update()
                        > 0));
    }
}
