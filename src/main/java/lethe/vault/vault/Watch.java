package lethe.vault.vault;

import java.util.concurrent.TimeUnit;
import lethe.platform.kernel.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * With a database server of the operator's the key file may be shared: every minute each node makes sure that it is still its
 * own database's. One that came with a fresh copy of the database finds that others have turned the nonce meanwhile.
 */
@Component
@ConditionalOnProperty("lethe.database-url")
class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private final Turning turning;

    Watch(Turning turning) {
        this.turning = turning;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void look() {
        try {
            turning.turnSoon();
        } catch (DataAccessException | TransactionException | Unavailable notNow) {
            LOG.warn(
                    "Whether the key file is this database's cannot be asked for the moment: {}",
                    notNow.getClass().getSimpleName());
        }
    }
}
