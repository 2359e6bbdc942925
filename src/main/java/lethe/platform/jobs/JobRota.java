package lethe.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose turn it is, by ids alone, where something is done for each organisation once in a while. */
@Component
public class JobRota {
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
     * Those whose turn it is, each for one node.
     *
     * @param kind of the lines of {@code work}
     * @param again until the next turn
     */
    public List<OrganisationId> take(String kind, Instant now, Duration again) {
        return agenda.asked(kind, now).stream()
                .filter(organisation -> isTaken(organisation, kind, now, now.plus(again)))
                .toList();
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
