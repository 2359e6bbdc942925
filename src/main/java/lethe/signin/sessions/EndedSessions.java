package lethe.signin.sessions;

import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Sessions that are in force no more. */
@Component
class EndedSessions implements ExpiringData {
    private final SessionStore store;

    EndedSessions(SessionStore store) {
        this.store = store;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.SESSION;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        return store.lapsing().delete(limit.now(), most);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return store.lapsing().dueAt(limit);
    }
}
