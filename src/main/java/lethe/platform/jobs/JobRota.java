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

/** Whose turn it is, by ids alone, where something is done for each organisation once in a while. */
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

    /** Every organisation there is has its turn from now on, however it came to be. */
    public void enrol(String kind, Instant now) {
        jdbc.sql("select 1 from enrol_everywhere(:kind, :now)")
                .param("kind", kind)
                .param("now", ResultColumns.time(now))
                .query()
                .listOfRows();
    }

    /**
     * Works for those whose turn it is, one after the other, each for one node: not on the thread that all scheduled work shares, for
     * it may be long. Until it is done there is no other turn of that kind here, and what fails costs the others nothing.
     *
     * @param kind of the lines of {@code work}
     * @param again until the next turn
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

    /** Whether nothing that was begun is still at work. */
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
                    "{} of {} fails, and has another turn later: {}",
                    kind,
                    organisation,
                    failure.getClass().getSimpleName());
        }
    }

    /** False when another node was faster. */
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
