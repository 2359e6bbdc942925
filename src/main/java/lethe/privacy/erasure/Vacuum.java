package lethe.privacy.erasure;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Vacuums the tables that hold names, to remove deleted rows from their files. The application may do so from
 * PostgreSQL 17 on; on older external servers autovacuum does it later.
 */
@Component
class Vacuum {
    private static final Logger LOG = LoggerFactory.getLogger(Vacuum.class);
    private final DataSource database;

    Vacuum(DataSource database) {
        this.database = database;
    }

    /** Vacuums after the caller's transaction, if it commits. */
    void afterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                clear();
            }
        });
    }

    private void clear() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) app_user, attestation, own_consent, newsletter_consent");
        } catch (SQLException later) {
            LOG.warn("deleted records are left to autovacuum: {}", later.getSQLState());
        }
    }
}
