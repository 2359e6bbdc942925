package lethe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lethe.Api.Answer;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A transaction that came first: calls wait for it until it is committed, so that a test chooses the order. */
public final class FirstTransaction implements AutoCloseable {
    private static final int PATIENCE = 15_000;
    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int backend;

    private FirstTransaction(Connection connection) throws SQLException {
        this.connection = connection;
        jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        connection.setAutoCommit(false);
        backend = Objects.requireNonNull(jdbc.queryForObject("select pg_backend_pid()", Integer.class));
    }

    /** Opened by the schema's owner, in the scope of one organisation. */
    public static FirstTransaction in(ApplicationContext context, House house) throws SQLException {
        var source = Objects.requireNonNull(AsOwner.of(context).getDataSource());
        var first = new FirstTransaction(source.getConnection());
        first.jdbc.query(
                "select set_config('lethe.organisation', ?, false)",
                row -> {},
                OrganisationId.parse(house.id()).orElseThrow().value().toString());
        return first;
    }

    public FirstTransaction does(String sql, Object... values) {
        jdbc.update(sql, values);
        return this;
    }

    public FirstTransaction locks(String sql, Object... values) {
        jdbc.query(sql, row -> {}, values);
        return this;
    }

    /** Makes a call, and returns when it waits for this transaction or for another that does, or has ended. */
    public Future<Answer> before(Callable<Answer> call) throws InterruptedException {
        var waiting = waiting().size();
        var answer = threads.submit(call);
        for (var tries = 0; waiting().size() <= waiting && !answer.isDone(); tries++) {
            if (tries > PATIENCE) {
                throw new IllegalStateException("The call neither waits nor ends.");
            }
            Thread.sleep(2);
        }
        return answer;
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    private Set<Integer> waiting() {
        var waiting = new HashSet<Integer>();
        var next = behind(Set.of(backend));
        while (waiting.addAll(next)) {
            next = behind(next);
        }
        return waiting;
    }

    private Set<Integer> behind(Set<Integer> held) {
        return new HashSet<>(jdbc.queryForList(
                "select pid from pg_stat_activity where pg_blocking_pids(pid) && ?", Integer.class, (Object)
                        held.toArray(Integer[]::new)));
    }

    /** Lets waiting calls continue, and waits for them. */
    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
        threads.close();
    }
}
