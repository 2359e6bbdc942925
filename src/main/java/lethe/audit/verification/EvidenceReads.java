package lethe.audit.verification;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The reads of one check of the evidence. A failed one does not end the transaction, and all failures are one line of the log. */
final class EvidenceReads {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceReads.class);
    private final TransactionTemplate savepoint;
    private long unreadable;
    private @Nullable String firstFailure;

    EvidenceReads(PlatformTransactionManager transactions) {
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Empty if the rows, not the database, are the reason for the failure; the transaction continues. */
    <T> Optional<T> read(Supplier<T> reading) {
        try {
            return Optional.ofNullable(savepoint.execute(status -> reading.get()));
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException notNow) {
            throw notNow;
        } catch (RuntimeException failure) {
            if (firstFailure == null) {
                firstFailure = failure.getClass().getSimpleName();
            }
            return Optional.empty();
        }
    }

    void unreadable() {
        unreadable++;
    }

    /** Whether enough rows are unreadable that further ones would not be listed. */
    boolean hasFoundMany() {
        return unreadable >= EvidenceResult.MOST;
    }

    void warn() {
        if (unreadable > 0) {
            LOG.warn("evidence cannot be read in {} places, the first time because of {}", unreadable, firstFailure);
        }
    }
}
