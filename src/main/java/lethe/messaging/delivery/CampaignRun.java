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

/** From finding the recipients to the last mail; whatever stops it in between, the next go takes it from there. */
@Component
class CampaignRun {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignRun.class);

    /** After which another node takes over from one that died. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration ANOTHER_IS_AT_IT = Duration.ofSeconds(2);
    private static final Duration NO_SERVER = Duration.ofSeconds(15);

    /** After which what is paused cannot be gone on with. */
    private static final Duration PAUSED = Duration.ofDays(30);

    private static final int BATCH = 500;
    private static final int LANES = 4;

    private final MailingStore mailings;
    private final WorkStore work;
    private final Deliveries deliveries;
    private final Campaigns circulars;
    private final Subscriptions subscriptions;
    private final DeliveryWorker lane;
    private final Organisations organisations;
    private final Randomness randomness;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final RetentionPolicy limits;

    CampaignRun(
            MailingStore mailings,
            WorkStore work,
            Deliveries deliveries,
            Campaigns circulars,
            Subscriptions subscriptions,
            DeliveryWorker lane,
            Organisations organisations,
            Randomness randomness,
            Clock clock,
            TransactionTemplate transaction,
            RetentionPolicy limits) {
        this.mailings = mailings;
        this.work = work;
        this.deliveries = deliveries;
        this.circulars = circulars;
        this.subscriptions = subscriptions;
        this.lane = lane;
        this.organisations = organisations;
        this.randomness = randomness;
        this.clock = clock;
        this.transaction = transaction;
        this.limits = limits;
    }

    /** Takes what is due, unless another node is at work on it, or there is nothing to do. */
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

    /** @return whether all is done, and nothing put off */
    boolean go(DeliveryJob job) {
        var isNew = !Boolean.TRUE.equals(transaction.execute(status -> mailings.isComplete(job.id())));
        if (isNew) {
            fill(job);
        }
        lanes(job);
        while (isNew && !job.isStopped() && nextDue(job).isEmpty() && fill(job) > 0) {
            lanes(job);
        }
        return Boolean.TRUE.equals(transaction.execute(status -> conclude(job)));
    }

    /** The row of the mailing first, the circular's then, as everywhere: nobody waits in a circle. */
    private Optional<DeliveryJob> take(DueDelivery due) {
        var now = clock.instant();
        var run = randomness.uuid();
        if (!mailings.take(due.circular(), run, now, now.plus(LEASE))) {
            work.lookAt(WorkStore.SEND, due, now.plus(ANOTHER_IS_AT_IT));
            return Optional.empty();
        }
        var circular = circulars.lock(due.circular());
        if (circular.isEmpty()) {
            mailings.release(due.circular(), run, null);
            work.lookNoMore(WorkStore.SEND, due);
        }
        return circular.map(found -> prepare(
                new DeliveryJob(due, run, found, organisations.masthead().name()), now));
    }

    private DeliveryJob prepare(DeliveryJob job, Instant now) {
        recover(job.due(), now);
        if (mailings.begins(job.id(), job.circular().round())) {
            deliveries.tryFailedAgain(job.id(), now);
        }
        work.lookAt(WorkStore.SEND, job.due(), now.plus(LEASE));
        work.lookAt(WorkStore.CLOSE, job.due(), now.plus(PAUSED));
        return job;
    }

    private void recover(DueDelivery due, Instant now) {
        var inDoubt = deliveries.recover(due.circular(), now);
        if (inDoubt > 0) {
            LOG.warn("{} mails of a newsletter were being handed over when it was interrupted: in doubt", inDoubt);
        }
    }

    /** Whoever is subscribed now and not among the recipients yet; says how many there were. */
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
                transaction.execute(status -> subscriptions.next(job.circular().newsletter(), after, BATCH)));
    }

    private int add(DeliveryJob job, List<UserId> people) {
        return mailings.lock(job.id(), job.run())
                ? deliveries.add(job.organisation(), job.id(), people, randomness::uuid, clock.instant())
                : 0;
    }

    private void lanes(DeliveryJob job) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < LANES; number++) {
                threads.execute(() -> TenantContext.run(job.organisation(), () -> lane.work(job)));
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
            } else if (job.isStopped() || next.isPresent() || !circulars.isSending(job.id())) {
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
        var tally = mailings.tallies(List.of(job.id())).getOrDefault(job.id(), DeliveryCounts.NONE);
        mailings.complete(job.id());
        circulars.done(job.circular(), tally);
        work.lookNoMore(WorkStore.SEND, job.due());
        work.lookAt(
                WorkStore.CLOSE,
                job.due(),
                limits.of(DataCategory.NEWSLETTER_DELIVERY).end(now));
    }
}
