package lethe.messaging.delivery;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.messaging.mail.MailQueue;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sends campaigns and reports their progress. {@link Campaigns} decides on pausing and is asked before each mail. */
@Component
public class CampaignSender implements PersonalDataHolder {
    private final MailingStore mailings;
    private final WorkStore work;
    private final Deliveries deliveries;
    private final MailQueue mails;
    private final Clock clock;

    CampaignSender(MailingStore mailings, WorkStore work, Deliveries deliveries, MailQueue mails, Clock clock) {
        this.mailings = mailings;
        this.work = work;
        this.deliveries = deliveries;
        this.mails = mails;
        this.clock = clock;
    }

    /** Whether a mail server is configured. */
    public boolean isOffered() {
        return mails.isOffered();
    }

    /** Starts or resumes sending, in the organisation in scope, once the caller's transaction has committed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(UUID circular) {
        work.lookAt(WorkStore.SEND, due(circular), clock.instant());
    }

    /** As {@link #begin}, in every organisation. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void beginEverywhere(UUID circular) {
        work.lookAtEverywhere(circular, clock.instant());
    }

    /** Whether an organisation other than the one in scope has yet to send it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isUnderwayElsewhere(UUID circular) {
        return work.isElsewhere(circular);
    }

    /** By campaign, in the organisation in scope; campaigns never started are missing. */
    @Transactional(readOnly = true)
    public Map<UUID, DeliveryCounts> tallies(Collection<UUID> circulars) {
        return mailings.tallies(circulars);
    }

    /** As {@link #tallies}, summed over all organisations: for the operator only. */
    @Transactional(readOnly = true)
    public Map<UUID, DeliveryCounts> talliesEverywhere(Collection<UUID> circulars) {
        return mailings.talliesEverywhere(circulars);
    }

    /** Only counts remain. A mail that is being handed over cannot be called back. */
    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        mailings.lockAll(trip, person);
        deliveries.settleAll(trip, person);
        return () -> new Erasure("dispatch", List.of("deliveries"), List.of());
    }

    private static DueDelivery due(UUID circular) {
        return new DueDelivery(TenantContext.organisation().orElseThrow(), circular);
    }
}
