package lethe.messaging.delivery;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.messaging.mail.MailQueue;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Has circulars sent, and says how far that is; pausing is up to {@link Campaigns}, who is asked before each mail. */
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

    /** Whether there is a server to send by. */
    public boolean isOffered() {
        return mails.isOffered();
    }

    /** Begins or goes on, in the organisation in scope, as soon as the caller's transaction has ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(UUID circular) {
        work.lookAt(WorkStore.SEND, due(circular), clock.instant());
    }

    /** As {@link #begin}, in every organisation. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void beginEverywhere(UUID circular) {
        work.lookAtEverywhere(circular, clock.instant());
    }

    /** Whether another organisation than the one in scope has still to send it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isUnderwayElsewhere(UUID circular) {
        return work.isElsewhere(circular);
    }

    /** By circular; what was never begun has none. Of the organisation in scope. */
    @Transactional(readOnly = true)
    public Map<UUID, DeliveryCounts> tallies(Collection<UUID> circulars) {
        return mailings.tallies(circulars);
    }

    /** As {@link #tallies}, summed over all organisations: of the operator's alone. */
    @Transactional(readOnly = true)
    public Map<UUID, DeliveryCounts> talliesEverywhere(Collection<UUID> circulars) {
        return mailings.talliesEverywhere(circulars);
    }

    /** Numbers stay; a mail that is being handed over just now cannot be called back. */
    @Override
    public Erasure erase(UserId person) {
        mailings.lockAll(person);
        deliveries.settleAll(person);
        return new Erasure("dispatch", List.of("deliveries"), List.of());
    }

    private static DueDelivery due(UUID circular) {
        return new DueDelivery(TenantContext.organisation().orElseThrow(), circular);
    }
}
