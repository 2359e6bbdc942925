package lethe.messaging.mail;

import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/** Mails that were given up, once the operator has had time to see it; what is still tried ends by its own patience. */
@Component
class GivenUpMails implements Expires {
    private final MailStore store;

    GivenUpMails(MailStore store) {
        this.store = store;
    }

    @Override
    public Kind kind() {
        return Kind.MAIL;
    }

    @Override
    public int expire(Limit limit, int most) {
        return store.givenUp().delete(limit.before(), most);
    }

    @Override
    public Coming coming(Limit limit) {
        return store.givenUp().dueSince(limit);
    }
}
