package lethe.privacy.erasure;

import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Deletes expired links to receipts, but not the receipts. */
@Component
class ReceiptLinks implements ExpiringData {
    private final TerminationStore store;

    ReceiptLinks(TerminationStore store) {
        this.store = store;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.RECEIPT_LINK;
    }

    @Override
    public int expire(RetentionPeriod period, int most) {
        return store.links().delete(period.now(), most);
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return store.links().dueAt(period);
    }
}
