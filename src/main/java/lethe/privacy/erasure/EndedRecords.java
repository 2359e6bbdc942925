package lethe.privacy.erasure;

import java.util.List;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/**
 * Ends retained records on the day stated on the receipt: deletes names, last type, last role and the evidence of
 * consent. Audit entries then show an id instead of the name. The receipt contains ids only and is kept.
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
    public int expire(RetentionPeriod period, int most) {
        var ended = store.endRecords(period.today(), most);
        if (!ended.isEmpty()) {
            kept.forEach(room -> room.end(ended));
            vacuum.afterwards();
        }
        return ended.size();
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return store.comingRecords(period);
    }
}
