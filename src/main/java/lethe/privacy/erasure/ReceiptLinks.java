package lethe.privacy.erasure;

import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Addresses of receipts that lead nowhere any more; the receipts stay. */
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
    public int expire(RetentionPeriod limit, int most) {
        return store.links().delete(limit.now(), most);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return store.links().dueAt(limit);
    }
}
