package lethe.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lethe.platform.database.TenantConnection.Untold;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.datasource.ConnectionProxy;
import org.springframework.util.ConcurrentLruCache;

/**
 * Several statements sent to the database together, in the caller's transaction, with a single wait. Each runs after the previous
 * one and sees its effects, but none can use another's result.
 *
 * <p>Not thread-safe.
 */
public final class RoundTrip {
    private final JdbcOperations jdbc;
    private final List<Asked<?>> asked = new ArrayList<>();
    private boolean gone;

    RoundTrip(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a statement that returns rows.
     *
     * @param sql with named parameters; arrays are allowed as values, collections are not
     * @return the rows, after {@link #go}; before, it throws {@link IllegalStateException}
     */
    public <T> Supplier<List<T>> query(
            String sql, Map<String, ? extends @Nullable Object> parameters, RowMapper<T> rows) {
        var one = new Asked<>(sql, parameters, rows);
        asked.add(one);
        return one;
    }

    /** Adds a statement whose rows, if any, are ignored. */
    public void update(String sql, Map<String, ? extends @Nullable Object> parameters) {
        asked.add(new Asked<>(sql, parameters, null));
    }

    /**
     * Sends all statements and waits; does nothing if there are none.
     *
     * @throws org.springframework.dao.DataAccessException of the first statement that fails; later ones are not run
     */
    public void go() {
        if (gone) {
            throw new IllegalStateException("A round trip can be sent only once");
        }
        gone = true;
        if (!asked.isEmpty()) {
            jdbc.execute((ConnectionCallback<Integer>) this::send);
        }
    }

    private Integer send(Connection connection) throws SQLException {
        var fresh = untold(connection);
        var tenant = fresh.flatMap(Untold::takeTenant);
        var sql = asked.stream()
                .map(Asked::text)
                .collect(Collectors.joining(
                        ";\n", tenant.map(told -> TenantConnection.TELL + ";\n").orElse(""), ""));
        try (var statement = connection.prepareStatement(sql)) {
            fill(statement, tenant.orElse(List.of()));
            statement.execute();
            if (tenant.isPresent()) {
                statement.getMoreResults();
            }
            for (var one : asked) {
                one.read(statement);
                statement.getMoreResults();
            }
        } catch (SQLException | RuntimeException failure) {
            tenant.ifPresent(unsent -> fresh.orElseThrow().giveBackTenant());
            throw failure;
        }
        return asked.size();
    }

    private void fill(PreparedStatement statement, List<String> tenant) throws SQLException {
        var place = 1;
        for (var told : tenant) {
            statement.setString(place++, told);
        }
        for (var one : asked) {
            place = one.fill(statement, place);
        }
    }

    /** Spring wraps the connection of the transaction. */
    private static Optional<Untold> untold(Connection connection) {
        var own = connection instanceof ConnectionProxy wrapped ? wrapped.getTargetConnection() : connection;
        return own instanceof Untold fresh ? Optional.of(fresh) : Optional.empty();
    }

    /** One of the statements and, later, its rows. */
    private static final class Asked<T> implements Supplier<List<T>> {
        private static final ConcurrentLruCache<String, ParsedSql> PARSED =
                new ConcurrentLruCache<>(256, NamedParameterUtils::parseSqlStatement);

        private final String text;
        private final @Nullable Object[] values;
        private final @Nullable RowMapper<T> rows;
        private @Nullable List<T> answer;

        Asked(String sql, Map<String, ? extends @Nullable Object> parameters, @Nullable RowMapper<T> rows) {
            var source = new MapSqlParameterSource(parameters);
            var parsed = PARSED.get(sql.strip());
            this.text = NamedParameterUtils.substituteNamedParameters(parsed, source);
            this.values = NamedParameterUtils.buildValueArray(parsed, source, null);
            this.rows = rows;
        }

        String text() {
            return text;
        }

        int fill(PreparedStatement statement, int first) throws SQLException {
            var place = first;
            for (var value : values) {
                StatementCreatorUtils.setParameterValue(statement, place++, SqlTypeValue.TYPE_UNKNOWN, value);
            }
            return place;
        }

        void read(PreparedStatement statement) throws SQLException {
            var read = new ArrayList<T>();
            if (rows != null) {
                var found = Objects.requireNonNull(statement.getResultSet());
                while (found.next()) {
                    read.add(Objects.requireNonNull(rows.mapRow(found, read.size())));
                }
            }
            answer = read;
        }

        @Override
        public List<T> get() {
            if (answer == null) {
                throw new IllegalStateException("The round trip has not been sent yet");
            }
            return answer;
        }
    }
}
