package lethe.messaging.mail;

import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Mails that were given up, once the operator has had time to see it; what is still tried ends by its own patience. */
@Component
class GivenUpMails implements ExpiringData {
    private final MailStore store;

    GivenUpMails(MailStore store) {
        this.store = store;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.MAIL;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        return store.givenUp().delete(limit.before(), most);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return store.givenUp().dueSince(limit);
    }
}
