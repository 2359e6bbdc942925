package lethe.platform.jobs;

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
 * Which lines of {@code work} are due. The database tells only whose they are; what they are is read in the scope of each
 * organisation, so that nothing here ever sees two of them at once.
 */
@Component
public class Agenda {
    private final JdbcClient jdbc;
    private final QuietKinds quiet;
    private final TransactionTemplate transaction;

    Agenda(JdbcClient jdbc, QuietKinds quiet, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.quiet = quiet;
        this.transaction = transaction;
    }

    public record Due(OrganisationId organisation, UUID subject) {}

    /** The organisations with work of that kind that is due, the longest waiting first. */
    public List<OrganisationId> organisations(String kind, Instant now) {
        return quiet.isQuiet(kind, now) ? List.of() : asked(kind, now);
    }

    /** The organisations with any work of that kind, whatever clock it was noted by. */
    public List<OrganisationId> organisations(String kind) {
        return quiet.isEmpty(kind) ? List.of() : asked(kind, "infinity");
    }

    /** As {@link #organisations}, of a kind that every organisation has: it is asked for seldom, and each time. */
    List<OrganisationId> asked(String kind, Instant now) {
        return asked(kind, now.toString());
    }

    private List<OrganisationId> asked(String kind, String by) {
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

    /** All that is due. */
    public List<Due> due(String kind, Instant now) {
        return due(kind, now, Integer.MAX_VALUE);
    }

    /** Shared evenly, so that nobody's long queue holds up the others. */
    public List<Due> due(String kind, Instant now, int most) {
        var organisations = organisations(kind, now);
        var share = Math.max(1, most / Math.max(1, organisations.size()));
        var due = new ArrayList<Due>();
        for (var organisation : organisations.subList(0, Math.min(most, organisations.size()))) {
            due.addAll(of(organisation, kind, now, share));
        }
        return due;
    }

    /** Of one organisation, the longest waiting first. */
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
