package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Expired entries about sign-ins, failed attempts and sign-outs. */
@Component
class SignInEvents implements ExpiringData {
    private final Removal removal;

    SignInEvents(Removal removal) {
        this.removal = removal;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.SIGN_IN_EVENT;
    }

    @Override
    public int expire(RetentionPeriod period, int most) {
        return removal.remove(true, period, most);
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return removal.coming(true, period);
    }

    @Override
    public void recorded(EntryId entry) {
        removal.by(entry);
    }
}
