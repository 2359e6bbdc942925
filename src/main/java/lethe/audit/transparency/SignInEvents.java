package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Who signed in, tried to or signed out, and when. */
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
    public int expire(RetentionPeriod limit, int most) {
        return removal.remove(true, limit, most);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return removal.coming(true, limit);
    }

    @Override
    public void recorded(EntryId entry) {
        removal.by(entry);
    }
}
