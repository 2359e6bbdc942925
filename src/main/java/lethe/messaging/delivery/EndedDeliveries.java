package lethe.messaging.delivery;

import lethe.platform.kernel.Tenancy;
import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/** Who got which circular: known for so long, those who failed can be tried again; then only numbers are left. */
@Component
class EndedDeliveries implements Expires {
    private final MailingStore mailings;
    private final WorkStore work;
    private final Deliveries deliveries;
    private final Circulars circulars;

    EndedDeliveries(MailingStore mailings, WorkStore work, Deliveries deliveries, Circulars circulars) {
        this.mailings = mailings;
        this.work = work;
        this.deliveries = deliveries;
        this.circulars = circulars;
    }

    @Override
    public Kind kind() {
        return Kind.NEWSLETTER_DELIVERY;
    }

    @Override
    public int expire(Limit limit, int most) {
        var gone = 0;
        for (var due : work.over(Tenancy.organisation().orElseThrow(), limit.now())) {
            if (gone < most) {
                gone += end(due, most - gone, limit);
            }
        }
        return gone;
    }

    @Override
    public Coming coming(Limit limit) {
        return work.comingOver(Tenancy.organisation().orElseThrow(), limit);
    }

    /** The row of the mailing first, the circular's then, as everywhere: nobody waits in a circle. */
    private int end(Due due, int most, Limit limit) {
        var gone = 0;
        mailings.holdAny(due.circular());
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
