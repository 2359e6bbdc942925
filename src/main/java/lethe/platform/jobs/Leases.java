package lethe.platform.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.Unavailable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which node runs which job of a kind. Leases are short, so that another node takes over when one dies; a job that waits for
 * users has a due time instead.
 *
 * @param <I> the job's ID
 */
public final class Leases<I> {
    private static final Duration AT_WORK = Duration.ofSeconds(20);

    private static final int ATTEMPTS = 10;
    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String kind;
    private final Function<I, UUID> value;
    private final Function<UUID, I> id;
    private final Supplier<Instant> expiry;
    private volatile boolean closing;

    /**
     * @param kind of the rows in {@code work}
     * @param expiry when a job that starts waiting for users now is looked at again
     */
    public Leases(
            Place place,
            Clock clock,
            String kind,
            Function<I, UUID> value,
            Function<UUID, I> id,
            Supplier<Instant> expiry) {
        this.jdbc = place.jdbc();
        this.agenda = place.agenda();
        this.transaction = place.transaction();
        this.clock = clock;
        this.kind = kind;
        this.value = value;
        this.id = id;
        this.expiry = expiry;
    }

    /** The job was cancelled or the platform is stopping: the worker must stop. */
    public static final class Over extends RuntimeException {
        public Over() {
            super("over", null, false, false);
        }
    }

    public record Due<I>(OrganisationId organisation, I id) {}

    /** What every kind needs to read and change {@code work}. */
    @Component
    public record Place(JdbcClient jdbc, Agenda agenda, TransactionTemplate transaction) {}

    public void insert(OrganisationId organisation, I job) {
        jdbc.sql("insert into work (organisation_id, kind, subject, due) values (:organisation, :kind, :id, :due)")
                .param("organisation", organisation.value())
                .param("kind", kind)
                .param("id", value.apply(job))
                .param("due", ResultColumns.time(clock.instant().plus(AT_WORK)))
                .update();
        agenda.expect(kind, clock.instant().plus(AT_WORK));
    }

    public List<Due<I>> due() {
        return agenda.due(kind, clock.instant()).stream()
                .map(due -> new Due<>(due.organisation(), id.apply(due.subject())))
                .toList();
    }

    /** False if another node was faster. Like the methods below, runs in the scope of the job's organisation. */
    public boolean take(I job) {
        var now = clock.instant();
        return Boolean.TRUE.equals(transaction.execute(
                status -> jdbc.sql("update work set due = :due where kind = :kind and subject = :id and due <= :now")
                                .param("due", ResultColumns.time(now.plus(AT_WORK)))
                                .param("kind", kind)
                                .param("id", value.apply(job))
                                .param("now", ResultColumns.time(now))
                                .update()
                        == 1));
    }

    public void renew(I job) {
        requireOpen();
        due(job, clock.instant().plus(AT_WORK));
    }

    public void now(I job) {
        due(job, clock.instant());
    }

    /** Postpones the job until the time of what waits has expired. */
    public void untilExpiry(I job) {
        due(job, expiry.get());
    }

    public void end(I job) {
        transaction.executeWithoutResult(status -> jdbc.sql("delete from work where kind = :kind and subject = :id")
                .param("kind", kind)
                .param("id", value.apply(job))
                .update());
    }

    /** Retries while the database or the key file is unavailable, because an upload, for example, exists in memory only. */
    public <T> T patiently(Supplier<T> work) {
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

    /** Every worker stops at its next step, and no new one begins. */
    public void close() {
        closing = true;
    }

    private void requireOpen() {
        if (closing) {
            throw new Over();
        }
    }

    private void due(I job, Instant due) {
        transaction.executeWithoutResult(
                status -> jdbc.sql("update work set due = :due where kind = :kind and subject = :id")
                        .param("due", ResultColumns.time(due))
                        .param("kind", kind)
                        .param("id", value.apply(job))
                        .update());
        agenda.expect(kind, due);
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
