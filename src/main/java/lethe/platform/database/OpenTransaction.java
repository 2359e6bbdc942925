package lethe.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transaction that identified a request's caller, left open for the first door that the request reaches: that door continues
 * it and ends it, which saves two round trips. Each thread has at most one, and never beside another transaction: beginning one
 * in another scope ends this one first, so that no request waits for a second connection while it has one.
 */
@Component
public class OpenTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransaction.class);
    private static final ThreadLocal<@Nullable LeftOpen> CURRENT = new ThreadLocal<>();
    private final DataSource connections;

    OpenTransaction(DataSource connections) {
        this.connections = connections;
    }

    /** @param connection in a transaction whose organisation and user have been set in the database */
    private record LeftOpen(
            Connection connection,
            OrganisationId organisation,
            @Nullable UserId person) {
        boolean isOfThisScope() {
            return TenantContext.organisation().equals(Optional.of(organisation))
                    && TenantContext.person().equals(Optional.ofNullable(person));
        }
    }

    /**
     * Runs the question in a transaction that sets the organisation and user itself, as the functions that identify callers do,
     * and leaves it open if a caller was found. Callers must always {@link #end} it.
     *
     * @param caller extracts the actor from the answer
     */
    public <T> Optional<T> leaveOpen(Supplier<Optional<T>> question, Function<T, Actor> caller) {
        end();
        var connection = begin();
        Optional<Actor> found = Optional.empty();
        try {
            var answer = askOn(connection, question);
            found = answer.map(caller);
            found.ifPresent(actor -> CURRENT.set(new LeftOpen(connection, actor.organisation(), actor.user())));
            return answer;
        } finally {
            if (found.isEmpty()) {
                close(connection);
            }
        }
    }

    /** Ends the open transaction if no door has continued it; otherwise does nothing. */
    public static void end() {
        var open = CURRENT.get();
        if (open != null) {
            CURRENT.remove();
            close(open.connection());
        }
    }

    /** The open transaction's connection if the thread is still in its scope; otherwise ends it and returns null. */
    static @Nullable Connection take() {
        var open = CURRENT.get();
        if (open != null && open.isOfThisScope()) {
            CURRENT.remove();
            return TenantConnection.begun(open.connection());
        }
        end();
        return null;
    }

    private Connection begin() {
        try {
            var connection = connections.getConnection();
            try {
                connection.setAutoCommit(false);
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
            return connection;
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException("No connection", failure);
        }
    }

    private <T> T askOn(Connection connection, Supplier<T> question) {
        TransactionSynchronizationManager.bindResource(connections, new ConnectionHolder(connection));
        try {
            return question.get();
        } finally {
            TransactionSynchronizationManager.unbindResource(connections);
        }
    }

    private static void close(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException gone) {
            LOG.debug("a connection cannot be given back: {}", gone.getSQLState());
        }
    }
}
