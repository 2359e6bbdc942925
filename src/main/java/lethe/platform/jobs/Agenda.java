package lethe.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds due rows of {@code work}. Across tenants the database reveals only organisation IDs; subjects are read in the scope of
 * each organisation, so that no query ever sees two of them.
 */
@Component
public class Agenda {
    private static final Duration WRITERS_TURN = Duration.ofSeconds(5);
    private final JdbcClient jdbc;
    private final JobDispatcher dispatcher;
    private final TransactionTemplate transaction;

    Agenda(JdbcClient jdbc, JobDispatcher dispatcher, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.dispatcher = dispatcher;
        this.transaction = transaction;
    }

    public record Due(OrganisationId organisation, UUID subject) {}

    /**
     * Lets this node's job of that kind look once the caller's transaction has been committed and the row is due. Whoever changes
     * rows of {@code work} calls it, unless they become due no sooner than in {@link JobDispatcher#AHEAD}; without it, the job would
     * find them that much later.
     */
    public void expect(String kind, Instant due) {
        dispatcher.expect(kind, due);
    }

    /** As {@link #expect}, for what its writer does itself after the commit: the job looks whether that succeeded. */
    public void expectUnlessDone(String kind, Instant due) {
        dispatcher.expect(kind, due.plus(WRITERS_TURN));
    }

    /** The organisations with due work of that kind, longest waiting first. */
    public List<OrganisationId> organisations(String kind, Instant now) {
        return organisations(kind, now.toString());
    }

    /** The organisations with any work of that kind, due or not. */
    public List<OrganisationId> organisations(String kind) {
        return organisations(kind, "infinity");
    }

    /** Lets the job of that kind look again when {@link BackgroundJob#again} has passed. */
    void again(String kind) {
        dispatcher.found(kind);
    }

    private List<OrganisationId> organisations(String kind, String by) {
        var due = withWork(kind, by);
        if (!due.isEmpty()) {
            again(kind);
        }
        return due;
    }

    private List<OrganisationId> withWork(String kind, String by) {
        return jdbc
                .sql("select organisations_with_work(:kind, cast(:by as timestamptz))")
                .param("kind", kind)
                .param("by", by)
                .query(UUID.class)
                .list()
                .stream()
                .map(OrganisationId::new)
                .toList();
    }

    /** All due rows. */
    public List<Due> due(String kind, Instant now) {
        return due(kind, now, Integer.MAX_VALUE);
    }

    /** Shares the limit evenly, so that one organisation's long queue does not delay the others. */
    public List<Due> due(String kind, Instant now, int most) {
        var organisations = organisations(kind, now);
        var share = Math.max(1, most / Math.max(1, organisations.size()));
        var due = new ArrayList<Due>();
        for (var organisation : organisations.subList(0, Math.min(most, organisations.size()))) {
            due.addAll(of(organisation, kind, now, share));
        }
        return due;
    }

    /** One organisation's due rows, longest waiting first. */
    public List<Due> of(OrganisationId organisation, String kind, Instant now, int most) {
        return TenantContext.in(
                organisation,
                () -> transaction.execute(status -> jdbc.sql("""
                select subject
                from work
                where organisation_id = :organisation and kind = :kind and due <= :now
                order by due
                limit :most
                """)
                        .param("organisation", organisation.value())
                        .param("kind", kind)
                        .param("now", ResultColumns.time(now))
                        .param("most", most)
                        .query((row, number) -> new Due(organisation, ResultColumns.uuid(row, "subject")))
                        .list()));
    }
}
