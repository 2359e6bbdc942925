package lethe.messaging.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import lethe.messaging.newsletters.Subscriptions;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The recipients of a campaign: all who are subscribed when it begins or subscribe while it runs. */
@Component
class CampaignRecipients {
    private static final int BATCH = 500;
    private final MailingStore mailings;
    private final Deliveries deliveries;
    private final Subscriptions subscriptions;
    private final Randomness randomness;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CampaignRecipients(
            MailingStore mailings,
            Deliveries deliveries,
            Subscriptions subscriptions,
            Randomness randomness,
            Clock clock,
            TransactionTemplate transaction) {
        this.mailings = mailings;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.randomness = randomness;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Adds subscribers who are not recipients yet, and returns how many. */
    int add(DeliveryJob job) {
        var added = 0;
        var people = subscribed(job, null);
        while (!people.isEmpty() && !job.isStopped()) {
            var some = people;
            added += Objects.requireNonNull(transaction.execute(status -> add(job, some)));
            people = subscribed(job, some.getLast());
        }
        return added;
    }

    private List<UserId> subscribed(DeliveryJob job, @Nullable UserId after) {
        return Objects.requireNonNull(
                transaction.execute(status -> subscriptions.next(job.campaign().newsletter(), after, BATCH)));
    }

    private int add(DeliveryJob job, List<UserId> people) {
        return mailings.lock(job.id(), job.run())
                ? deliveries.add(job.organisation(), job.id(), people, randomness::uuid, clock.instant())
                : 0;
    }
}
