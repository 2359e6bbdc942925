package lethe.messaging.delivery;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import lethe.platform.kernel.TenantContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends a campaign, from finding the recipients to the last mail. If it is interrupted, the next run continues. */
@Component
class CampaignRun {
    private static final int WORKERS = 4;

    private final MailingStore mailings;
    private final Deliveries deliveries;
    private final CampaignTurns turns;
    private final CampaignRecipients recipients;
    private final DeliveryWorker worker;
    private final TransactionTemplate transaction;

    CampaignRun(
            MailingStore mailings,
            Deliveries deliveries,
            CampaignTurns turns,
            CampaignRecipients recipients,
            DeliveryWorker worker,
            TransactionTemplate transaction) {
        this.mailings = mailings;
        this.deliveries = deliveries;
        this.turns = turns;
        this.recipients = recipients;
        this.worker = worker;
        this.transaction = transaction;
    }

    /** Takes the campaign, unless another node has it or there is nothing to do. */
    Optional<DeliveryJob> begin(DueDelivery due) {
        return Objects.requireNonNull(transaction.execute(status -> turns.take(due)));
    }

    void renew(DeliveryJob job) {
        transaction.executeWithoutResult(status -> turns.renew(job));
    }

    /** @return whether everything is done and nothing postponed */
    boolean go(DeliveryJob job) {
        var isNew = !Boolean.TRUE.equals(transaction.execute(status -> mailings.isComplete(job.id())));
        if (isNew) {
            recipients.add(job);
        }
        runWorkers(job);
        while (isNew && !job.isStopped() && nextDue(job).isEmpty() && recipients.add(job) > 0) {
            runWorkers(job);
        }
        return Boolean.TRUE.equals(transaction.execute(status -> turns.conclude(job)));
    }

    private void runWorkers(DeliveryJob job) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < WORKERS; number++) {
                threads.execute(() -> TenantContext.run(job.organisation(), () -> worker.work(job)));
            }
        }
    }

    private Optional<Instant> nextDue(DeliveryJob job) {
        return Objects.requireNonNull(transaction.execute(status -> deliveries.nextDue(job.id())));
    }
}
