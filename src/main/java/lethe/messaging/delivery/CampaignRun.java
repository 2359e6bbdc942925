package lethe.messaging.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import lethe.messaging.newsletters.Subscriptions;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.privacy.retention.RetentionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends a campaign, from finding the recipients to the last mail. If it is interrupted, the next run continues. */
@Component
class CampaignRun {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignRun.class);

    /** After this, another node takes over from one that died. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration ANOTHER_IS_AT_IT = Duration.ofSeconds(2);
    private static final Duration NO_SERVER = Duration.ofSeconds(15);

    /** After this, a paused campaign cannot be resumed. */
    private static final Duration PAUSED = Duration.ofDays(30);

    private static final int BATCH = 500;
    private static final int WORKERS = 4;

    private final MailingStore mailings;
    private final WorkStore work;
    private final Deliveries deliveries;
    private final Campaigns campaigns;
    private final Subscriptions subscriptions;
    private final DeliveryWorker worker;
    private final Organisations organisations;
    private final Randomness randomness;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final RetentionPolicy retention;

    CampaignRun(
            MailingStore mailings,
            WorkStore work,
            Deliveries deliveries,
            Campaigns campaigns,
            Subscriptions subscriptions,
            DeliveryWorker worker,
            Organisations organisations,
            Randomness randomness,
            Clock clock,
            TransactionTemplate transaction,
            RetentionPolicy retention) {
        this.mailings = mailings;
        this.work = work;
        this.deliveries = deliveries;
        this.campaigns = campaigns;
        this.subscriptions = subscriptions;
        this.worker = worker;
        this.organisations = organisations;
        this.randomness = randomness;
        this.clock = clock;
        this.transaction = transaction;
        this.retention = retention;
    }

    /** Takes the campaign, unless another node has it or there is nothing to do. */
    Optional<DeliveryJob> begin(DueDelivery due) {
        return Objects.requireNonNull(transaction.execute(status -> {
            mailings.insertIfNew(due);
            return take(due);
        }));
    }

    void renew(DeliveryJob job) {
        transaction.executeWithoutResult(
                status -> mailings.renew(job.id(), job.run(), clock.instant().plus(LEASE)));
    }

    /** @return whether everything is done and nothing postponed */
    boolean go(DeliveryJob job) {
        var isNew = !Boolean.TRUE.equals(transaction.execute(status -> mailings.isComplete(job.id())));
        if (isNew) {
            fill(job);
        }
        runWorkers(job);
        while (isNew && !job.isStopped() && nextDue(job).isEmpty() && fill(job) > 0) {
            runWorkers(job);
        }
        return Boolean.TRUE.equals(transaction.execute(status -> conclude(job)));
    }

    /** Locks the mailing's row first, then the campaign's, as everywhere, to avoid deadlocks. */
    private Optional<DeliveryJob> take(DueDelivery due) {
        var now = clock.instant();
        var run = randomness.uuid();
        if (!mailings.take(due.campaign(), run, now, now.plus(LEASE))) {
            work.lookAt(WorkStore.SEND, due, now.plus(ANOTHER_IS_AT_IT));
            return Optional.empty();
        }
        var campaign = campaigns.lock(due.campaign());
        if (campaign.isEmpty()) {
            mailings.release(due.campaign(), run, null);
            work.lookNoMore(WorkStore.SEND, due);
        }
        return campaign.map(found -> prepare(
                new DeliveryJob(due, run, found, organisations.masthead().name()), now));
    }

    private DeliveryJob prepare(DeliveryJob job, Instant now) {
        recover(job.due(), now);
        if (mailings.begins(job.id(), job.campaign().round())) {
            deliveries.tryFailedAgain(job.id(), now);
        }
        work.lookAt(WorkStore.SEND, job.due(), now.plus(LEASE));
        work.lookAt(WorkStore.CLOSE, job.due(), now.plus(PAUSED));
        return job;
    }

    private void recover(DueDelivery due, Instant now) {
        var inDoubt = deliveries.recover(due.campaign(), now);
        if (inDoubt > 0) {
            LOG.warn(
                    "{} mails of a newsletter are in doubt: sending was interrupted while they were handed over",
                    inDoubt);
        }
    }

    /**
     * Adds subscribers who are not recipients yet.
     *
     * @return how many were added
     */
    private int fill(DeliveryJob job) {
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

    private boolean conclude(DeliveryJob job) {
        var isDone = false;
        if (mailings.lock(job.id(), job.run())) {
            var now = clock.instant();
            recover(job.due(), now);
            var next = deliveries.nextDue(job.id());
            if (job.trouble() != null) {
                work.lookAt(WorkStore.SEND, job.due(), now.plus(NO_SERVER));
            } else if (job.isStopped() || next.isPresent() || !campaigns.isSending(job.id())) {
                work.lookAt(
                        WorkStore.SEND, job.due(), next.filter(now::isBefore).orElse(now));
            } else {
                finish(job, now);
                isDone = true;
            }
            mailings.release(job.id(), job.run(), job.trouble());
        }
        return isDone;
    }

    private void finish(DeliveryJob job, Instant now) {
        var counts = mailings.tallies(List.of(job.id())).getOrDefault(job.id(), DeliveryCounts.NONE);
        mailings.complete(job.id());
        campaigns.done(job.campaign(), counts);
        work.lookNoMore(WorkStore.SEND, job.due());
        work.lookAt(
                WorkStore.CLOSE,
                job.due(),
                retention.of(DataCategory.NEWSLETTER_DELIVERY).end(now));
    }
}
