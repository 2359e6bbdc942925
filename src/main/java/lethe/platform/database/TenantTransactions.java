package lethe.platform.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import lethe.platform.kernel.TenantContext;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

/**
 * Tells the database at the beginning of each transaction for which organisation, and for which person, the thread
 * works: until its end, so that the next to borrow the connection inherits nothing.
 */
final class TenantTransactions extends JdbcTransactionManager {
    private static final String TENANT =
            "select set_config('lethe.organisation', ?, true), set_config('lethe.person', ?, true)";

    private final DataSource connections;

    TenantTransactions(DataSource connections) {
        super(connections);
        this.connections = connections;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        try {
            setTenant();
        } catch (SQLException failure) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException("The tenant could not be set", failure);
        }
    }

    private void setTenant() throws SQLException {
        var connection = DataSourceUtils.getConnection(connections);
        try (var statement = connection.prepareStatement(TENANT)) {
            statement.setString(
                    1,
                    TenantContext.organisation()
                            .map(id -> id.value().toString())
                            .orElse(""));
            statement.setString(
                    2, TenantContext.person().map(id -> id.value().toString()).orElse(""));
            statement.execute();
        } finally {
            DataSourceUtils.releaseConnection(connection, connections);
        }
    }
}
