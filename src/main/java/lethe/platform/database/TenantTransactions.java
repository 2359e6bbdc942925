package lethe.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Sets the thread's organisation and user at the start of every transaction, until its end, so that the next borrower of the
 * connection inherits nothing. A request's first transaction continues the one that identified its caller, where both are already
 * set.
 */
final class TenantTransactions extends JdbcTransactionManager {
    TenantTransactions(DataSource connections) {
        super(new Beginning(connections));
    }

    /** An open transaction has the default isolation level; if another one is needed, a new transaction begins. */
    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        if (definition.getIsolationLevel() != TransactionDefinition.ISOLATION_DEFAULT) {
            OpenTransaction.end();
        }
        super.doBegin(transaction, definition);
    }

    /** Provides the connection for each transaction; to everything else it is the pool. */
    private static final class Beginning extends DelegatingDataSource implements InfrastructureProxy {
        Beginning(DataSource connections) {
            super(connections);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var open = OpenTransaction.take();
            return open == null ? TenantConnection.of(super.getConnection()) : open;
        }

        @Override
        public Object getWrappedObject() {
            return obtainTargetDataSource();
        }
    }
}
