package lethe.messaging.delivery;

import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Who got which circular: known for so long, those who failed can be tried again; then only numbers are left. */
@Component
class EndedDeliveries implements ExpiringData {
    private final MailingStore mailings;
    private final WorkStore work;
    private final Deliveries deliveries;
    private final Campaigns circulars;

    EndedDeliveries(MailingStore mailings, WorkStore work, Deliveries deliveries, Campaigns circulars) {
        this.mailings = mailings;
        this.work = work;
        this.deliveries = deliveries;
        this.circulars = circulars;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.NEWSLETTER_DELIVERY;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        var gone = 0;
        for (var due : work.over(TenantContext.organisation().orElseThrow(), limit.now())) {
            if (gone < most) {
                gone += end(due, most - gone, limit);
            }
        }
        return gone;
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return work.comingOver(TenantContext.organisation().orElseThrow(), limit);
    }

    /** The row of the mailing first, the circular's then, as everywhere: nobody waits in a circle. */
    private int end(DueDelivery due, int most, RetentionPeriod limit) {
        var gone = 0;
        mailings.lockAny(due.circular());
        if (circulars.close(due.circular())) {
            gone = deliveries.settleSome(due.circular(), most);
            if (gone < most) {
                work.lookNoMore(WorkStore.CLOSE, due);
            }
        } else {
            work.lookAt(WorkStore.CLOSE, due, limit.end(limit.now()));
        }
        return gone;
    }
}
