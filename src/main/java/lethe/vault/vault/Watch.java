package lethe.vault.vault;

import java.util.concurrent.TimeUnit;
import lethe.platform.kernel.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * With an external database the key file may be shared: every minute each node checks that the file still belongs to its
 * database. A node on a fresh copy of the database notices when others change the nonce.
 */
@Component
class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private final Turning turning;
    private final boolean shared;

    Watch(Turning turning, @Value("${lethe.database-url:}") String database) {
        this.turning = turning;
        shared = !database.isBlank();
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void look() {
        if (!shared) {
            return;
        }
        try {
            turning.turnSoon();
        } catch (DataAccessException | TransactionException | Unavailable notNow) {
            LOG.warn(
                    "The match of key file and database cannot be checked at the moment: {}",
                    notNow.getClass().getSimpleName());
        }
    }
}
