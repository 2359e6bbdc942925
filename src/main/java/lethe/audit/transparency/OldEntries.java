package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Entries of the audit log about everything else. */
@Component
class OldEntries implements ExpiringData {
    private final Removal removal;

    OldEntries(Removal removal) {
        this.removal = removal;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.AUDIT_ENTRY;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        return removal.remove(false, limit, most);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return removal.coming(false, limit);
    }

    @Override
    public void recorded(EntryId entry) {
        removal.by(entry);
    }
}
