package lethe.privacy.erasure;

import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/** Addresses of receipts that lead nowhere any more; the receipts stay. */
@Component
class ReceiptLinks implements Expires {
    private final TerminationStore store;

    ReceiptLinks(TerminationStore store) {
        this.store = store;
    }

    @Override
    public Kind kind() {
        return Kind.RECEIPT_LINK;
    }

    @Override
    public int expire(Limit limit, int most) {
        return store.links().delete(limit.now(), most);
    }

    @Override
    public Coming coming(Limit limit) {
        return store.links().dueAt(limit);
    }
}
