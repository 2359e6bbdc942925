package lethe.signin.sessions;

import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/** Personal access tokens whose time is over. */
@Component
class ExpiredTokens implements ExpiringData {
    private final TokenStore store;

    ExpiredTokens(TokenStore store) {
        this.store = store;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.ACCESS_TOKEN;
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
