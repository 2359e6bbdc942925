package lethe.signin.sessions;

import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/** Personal access tokens whose time is over. */
@Component
class ExpiredTokens implements Expires {
    private final TokenStore store;

    ExpiredTokens(TokenStore store) {
        this.store = store;
    }

    @Override
    public Kind kind() {
        return Kind.ACCESS_TOKEN;
    }

    @Override
    public int expire(Limit limit, int most) {
        return store.lapsing().delete(limit.now(), most);
    }

    @Override
    public Coming coming(Limit limit) {
        return store.lapsing().dueAt(limit);
    }
}
