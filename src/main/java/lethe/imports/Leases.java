package lethe.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import lethe.kernel.Unavailable;
import lethe.retention.Kind;
import lethe.retention.Limits;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Which node is at work on which import: for a while at a time, so that another takes over from one that died; and when
 * somebody is to look at an import that nobody is at work on.
 */
@Component
class Leases {
    private static final Duration AT_WORK = Duration.ofSeconds(20);

    private static final int ATTEMPTS = 10;
    private final JdbcClient jdbc;
    private final Limits limits;
    private final Clock clock;
    private volatile boolean closing;

    Leases(JdbcClient jdbc, Limits limits, Clock clock) {
        this.jdbc = jdbc;
        this.limits = limits;
        this.clock = clock;
    }

    /** The import is cancelled, or the platform stops: whoever is at work on it leaves off. */
    static final class Over extends RuntimeException {
        Over() {
            super("over", null, false, false);
        }
    }

    record Due(OrganisationId organisation, ImportId id) {}

    void insert(OrganisationId organisation, ImportId id) {
        jdbc.sql("insert into work (organisation_id, kind, subject, due) values (:organisation, 'IMPORT', :id, :due)")
                .param("organisation", organisation.value())
                .param("id", id.value())
                .param("due", Columns.time(clock.instant().plus(AT_WORK)))
                .update();
    }

    List<Due> due() {
        return jdbc.sql("select organisation_id, subject from work where kind = 'IMPORT' and due <= :now order by due")
                .param("now", Columns.time(clock.instant()))
                .query((row, number) -> new Due(
                        new OrganisationId(Columns.uuid(row, "organisation_id")),
                        new ImportId(Columns.uuid(row, "subject"))))
                .list();
    }

    /** False when another node was faster. */
    boolean take(ImportId id) {
        var now = clock.instant();
        return jdbc.sql("update work set due = :due where kind = 'IMPORT' and subject = :id and due <= :now")
                        .param("due", Columns.time(now.plus(AT_WORK)))
                        .param("id", id.value())
                        .param("now", Columns.time(now))
                        .update()
                == 1;
    }

    void renew(ImportId id) {
        requireOpen();
        due(id.value(), clock.instant().plus(AT_WORK));
    }

    void now(ImportId id) {
        due(id.value(), clock.instant());
    }

    void untilExpiry(ImportId id) {
        due(id.value(), limits.of(Kind.IMPORT).end(clock.instant()));
    }

    /** What is older is kept no longer. */
    Instant limit() {
        return limits.of(Kind.IMPORT).before();
    }

    void end(ImportId id) {
        jdbc.sql("delete from work where kind = 'IMPORT' and subject = :id")
                .param("id", id.value())
                .update();
    }

    /** Tries again while something is away, for what was uploaded is in memory alone, say. */
    <T> T patiently(Supplier<T> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                requireOpen();
                return work.get();
            } catch (Unavailable | DataAccessException | TransactionException away) {
                if (attempt == ATTEMPTS) {
                    throw away;
                }
                pause();
            }
        }
    }

    /** Nobody begins anything more. */
    void close() {
        closing = true;
    }

    private void requireOpen() {
        if (closing) {
            throw new Over();
        }
    }

    private void due(UUID id, Instant due) {
        jdbc.sql("update work set due = :due where kind = 'IMPORT' and subject = :id")
                .param("due", Columns.time(due))
                .param("id", id)
                .update();
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Over();
        }
    }
}
