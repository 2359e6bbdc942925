package lethe.privacy.erasure;

import java.util.List;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/**
 * Retained records end on the day that the receipt named: names, last type and last role go, and with them the evidence of consent.
 * Past acts then show an id. The receipt, which is of ids alone, stays.
 */
@Component
class EndedRecords implements ExpiringData {
    private final EndingStore store;
    private final List<RetainedEvidence> kept;
    private final Vacuum vacuum;

    EndedRecords(EndingStore store, List<RetainedEvidence> kept, Vacuum vacuum) {
        this.store = store;
        this.kept = kept;
        this.vacuum = vacuum;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.RETAINED_RECORD;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        var ended = store.endRecords(limit.today(), most);
        if (!ended.isEmpty()) {
            kept.forEach(room -> room.end(ended));
            vacuum.afterwards();
        }
        return ended.size();
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return store.comingRecords(limit);
    }
}
