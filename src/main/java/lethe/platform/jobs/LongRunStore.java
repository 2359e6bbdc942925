package lethe.platform.jobs;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of one kind of long run, with {@code id}, {@code status} and {@code stopped}; further columns belong to the room that
 * runs them.
 *
 * @param <I> the ID
 * @param <R> the run
 */
public abstract class LongRunStore<I, R extends LongRun> {
    protected final JdbcClient jdbc;
    protected final Clock clock;
    private final String table;
    private final String rows;
    private final RowMapper<R> row;
    private final Function<I, UUID> value;

    protected LongRunStore(
            JdbcClient jdbc, Clock clock, String table, String columns, RowMapper<R> row, Function<I, UUID> value) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.table = table;
        this.rows = "select " + columns + " from " + table;
        this.row = row;
        this.value = value;
    }

    public final Optional<R> find(I id) {
        return jdbc.sql(rows + " where id = :id")
                .param("id", value.apply(id))
                .query(row)
                .optional();
    }

    /** Locks the run until the transaction ends, so that starting, resuming, cancelling and fetching it are serialised. */
    public final Optional<R> lock(I id) {
        return jdbc.sql(rows + " where id = :id for update")
                .param("id", value.apply(id))
                .query(row)
                .optional();
    }

    /** As {@link #lock}, for cancelling: 404 if it was cancelled already, 409 if it has finished. */
    public final R lockUnfinished(I id) {
        var run = lock(id).filter(one -> one.stopped() == null).orElseThrow(NotFound::new);
        if (run.isOver()) {
            throw Conflict.changedMeanwhile(run);
        }
        return run;
    }

    /** Newest first. */
    public final Page<R> list(@Nullable UUID after, int limit, Function<R, I> id) {
        List<R> found = jdbc.sql(rows + " where :after::uuid is null or id < :after order by id desc limit :most")
                .param("after", after)
                .param("most", limit + 1)
                .query(row)
                .list();
        return Page.of(found, limit, id.andThen(value));
    }

    protected final void become(I id, Enum<?> status) {
        jdbc.sql("update " + table + " set status = :status where id = :id")
                .param("status", status.name())
                .param("id", value.apply(id))
                .update();
    }

    public final void cancel(I id, LongRun.Stop why) {
        jdbc.sql("update " + table + " set status = 'CANCELLED', stopped = :why where id = :id")
                .param("why", why.code())
                .param("id", value.apply(id))
                .update();
    }
}
