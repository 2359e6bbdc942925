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
 * Finds due rows of {@code work}. Across tenants the database reveals only organisation IDs; subjects are read in the scope of
 * each organisation, so that no query ever sees two of them.
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

    /** The organisations with due work of that kind, longest waiting first. */
    public List<OrganisationId> organisations(String kind, Instant now) {
        return quiet.isQuiet(kind, now) ? List.of() : asked(kind, now);
    }

    /** The organisations with any work of that kind, due or not. */
    public List<OrganisationId> organisations(String kind) {
        return quiet.isEmpty(kind) ? List.of() : asked(kind, "infinity");
    }

    /** As {@link #organisations}, bypassing {@link QuietKinds}: for rarely polled kinds that every organisation has. */
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
