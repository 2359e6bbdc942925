package lethe.messaging.mail;

import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/**
 * Deletes mails that were given up, once operators have had time to see them. Mails that are still being tried are
 * given up after their {@link MailTemplates#patience}.
 */
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
    public int expire(RetentionPeriod period, int most) {
        return store.givenUp().delete(period.before(), most);
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return store.givenUp().dueSince(period);
    }
}
