package lethe.messaging.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Randomness;
import lethe.platform.personaldata.DataCategory;
import lethe.privacy.retention.RetentionPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which node sends a campaign, and when it is looked at next; all in the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CampaignTurns {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignTurns.class);

    /** After this, another node takes over from one that died. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration ANOTHER_IS_AT_IT = Duration.ofSeconds(2);
    private static final Duration NO_SERVER = Duration.ofSeconds(15);

    /** After this, a paused campaign cannot be resumed. */
    private static final Duration PAUSED = Duration.ofDays(30);

    private final MailingStore mailings;
    private final WorkStore work;
    private final Deliveries deliveries;
    private final Campaigns campaigns;
    private final Organisations organisations;
    private final RetentionPolicy retention;
    private final Randomness randomness;
    private final Clock clock;

    CampaignTurns(
            MailingStore mailings,
            WorkStore work,
            Deliveries deliveries,
            Campaigns campaigns,
            Organisations organisations,
            RetentionPolicy retention,
            Randomness randomness,
            Clock clock) {
        this.mailings = mailings;
        this.work = work;
        this.deliveries = deliveries;
        this.campaigns = campaigns;
        this.organisations = organisations;
        this.retention = retention;
        this.randomness = randomness;
        this.clock = clock;
    }

    /**
     * Takes the campaign, unless another node has it or there is nothing to do. Locks the mailing's row first, then the
     * campaign's, as everywhere, to avoid deadlocks.
     */
    Optional<DeliveryJob> take(DueDelivery due) {
        mailings.insertIfNew(due);
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

    void renew(DeliveryJob job) {
        mailings.renew(job.id(), job.run(), clock.instant().plus(LEASE));
    }

    /** @return whether everything is done and nothing postponed */
    boolean conclude(DeliveryJob job) {
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

    private void recover(DueDelivery due, Instant now) {
        var inDoubt = deliveries.recover(due.campaign(), now);
        if (inDoubt > 0) {
            LOG.warn(
                    "{} mails of a newsletter are in doubt: sending was interrupted while they were handed over",
                    inDoubt);
        }
    }
}
