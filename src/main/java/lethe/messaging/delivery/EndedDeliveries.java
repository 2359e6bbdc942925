package lethe.messaging.delivery;

import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/**
 * Deletes who got which campaign once the retention period has ended, after which failed mails cannot be tried again;
 * only counts remain.
 */
@Component
class EndedDeliveries implements ExpiringData {
    private final MailingStore mailings;
    private final WorkStore work;
    private final Deliveries deliveries;
    private final Campaigns campaigns;

    EndedDeliveries(MailingStore mailings, WorkStore work, Deliveries deliveries, Campaigns campaigns) {
        this.mailings = mailings;
        this.work = work;
        this.deliveries = deliveries;
        this.campaigns = campaigns;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.NEWSLETTER_DELIVERY;
    }

    @Override
    public int expire(RetentionPeriod period, int most) {
        var gone = 0;
        for (var due : work.over(TenantContext.organisation().orElseThrow(), period.now())) {
            if (gone < most) {
                gone += end(due, most - gone, period);
            }
        }
        return gone;
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return work.comingOver(TenantContext.organisation().orElseThrow(), period);
    }

    /** Locks the mailing's row first, then the campaign's, as everywhere, to avoid deadlocks. */
    private int end(DueDelivery due, int most, RetentionPeriod period) {
        var gone = 0;
        mailings.lockAny(due.campaign());
        if (campaigns.close(due.campaign())) {
            gone = deliveries.settleSome(due.campaign(), most);
            if (gone < most) {
                work.lookNoMore(WorkStore.CLOSE, due);
            }
        } else {
            work.lookAt(WorkStore.CLOSE, due, period.end(period.now()));
        }
        return gone;
    }
}
