package lethe.audit.transparency;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import lethe.platform.requests.Alarm;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Logs changed by anyone but Lethe, recorded until the operator has been told. A broken log does not match what was signed; an
 * altered one matches again. Altered evidence does not match the hashes in a log that is itself intact.
 */
@Component
public class LogAlarms implements Alarm {
    private static final String ALTERED = "LOG_ALTERED";
    private static final String BROKEN = "LOG_BROKEN";
    private static final String EVIDENCE = "EVIDENCE_ALTERED";
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    LogAlarms(JdbcClient jdbc, Clock clock, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Override
    public List<String> sentences() {
        try {
            return Stream.of(
                            sentence(BROKEN, "Audit logs that do not match what was signed, so signing has stopped"),
                            sentence(ALTERED, "Audit logs that were changed, and repaired from their entries"),
                            sentence(EVIDENCE, "Organisations whose evidence does not match their audit log"))
                    .flatMap(List::stream)
                    .toList();
        } catch (DataAccessException | TransactionException away) {
            return List.of();
        }
    }

    /** What {@code lethe audit verify} reports about a log; empty if it was never altered. */
    public List<String> of(OrganisationId organisation) {
        return in(organisation, () -> jdbc.sql("""
                select kind, due
                from work
                where organisation_id = :organisation and kind in (:kinds)
                order by due
                """)
                .param("organisation", organisation.value())
                .param("kinds", List.of(ALTERED, BROKEN, EVIDENCE))
                .query((row, number) -> noticed(row.getString("kind")) + ResultColumns.instant(row, "due"))
                .list());
    }

    private static String noticed(String kind) {
        return switch (kind) {
            case ALTERED -> "it was changed and has been repaired; noticed ";
            case EVIDENCE -> "its evidence was changed; noticed ";
            default -> "it does not match what was signed; signing stopped ";
        };
    }

    /** The operator has been told, and the log is intact. */
    public void end(OrganisationId organisation) {
        in(organisation, () -> remove(organisation, ALTERED) + remove(organisation, BROKEN));
    }

    /** The operator has been told, and the evidence matches the log. */
    public void endOfEvidence(OrganisationId organisation) {
        in(organisation, () -> remove(organisation, EVIDENCE));
    }

    /** A verification found evidence that does not match the log. */
    public void evidenceAltered(OrganisationId organisation) {
        in(organisation, () -> raise(organisation, EVIDENCE));
    }

    /** A verification found the log intact: it can grow again, and the operator must still be told. */
    public void right(OrganisationId organisation) {
        in(organisation, () -> remove(organisation, BROKEN) > 0 && raise(organisation, ALTERED));
    }

    boolean isBroken(OrganisationId organisation) {
        return in(organisation, () -> jdbc.sql(
                        "select exists (select from work where organisation_id = :organisation and kind = :kind)")
                .param("organisation", organisation.value())
                .param("kind", BROKEN)
                .query(Boolean.class)
                .single());
    }

    void altered(OrganisationId organisation) {
        in(organisation, () -> raise(organisation, ALTERED));
    }

    /** Whether this was not known before. */
    boolean broken(OrganisationId organisation) {
        return in(organisation, () -> raise(organisation, BROKEN));
    }

    private List<String> sentence(String kind, String what) {
        var many = jdbc.sql("select altered_audit_logs(:kind)")
                .param("kind", kind)
                .query(Long.class)
                .single();
        return many == 0
                ? List.of()
                : List.of("The database was changed from outside. " + what + ": " + many + ". Run lethe audit verify.");
    }

    private boolean raise(OrganisationId organisation, String kind) {
        return jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                values (:organisation, :kind, :organisation, :now)
                on conflict do nothing
                """)
                        .param("organisation", organisation.value())
                        .param("kind", kind)
                        .param("now", ResultColumns.time(clock.instant()))
                        .update()
                > 0;
    }

    private int remove(OrganisationId organisation, String kind) {
        return jdbc.sql("delete from work where organisation_id = :organisation and kind = :kind")
                .param("organisation", organisation.value())
                .param("kind", kind)
                .update();
    }

    private <T> T in(OrganisationId organisation, Supplier<T> work) {
        return TenantContext.in(organisation, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
