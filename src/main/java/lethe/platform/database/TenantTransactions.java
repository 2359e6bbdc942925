package lethe.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Tells the database in each transaction, before anything else, for which organisation and for which person the thread
 * works: until its end, so that the next to borrow the connection inherits nothing. The first transaction of a request goes
 * on in that in which its caller was found, which the database was told already.
 */
final class TenantTransactions extends JdbcTransactionManager {
    TenantTransactions(DataSource connections) {
        super(new Beginning(connections));
    }

    /** Where a transaction gets its connection. To everybody else it is the pool. */
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
