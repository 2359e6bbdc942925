package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Expired entries of the audit log, except those about sign-ins. */
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
    public int expire(RetentionPeriod period, int most) {
        return removal.remove(false, period, most);
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return removal.coming(false, period);
    }

    @Override
    public void recorded(EntryId entry) {
        removal.by(entry);
    }
}
