package lethe.signin.sessions;

import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/** Sessions that are in force no more. */
@Component
class EndedSessions implements Expires {
    private final SessionStore store;

    EndedSessions(SessionStore store) {
        this.store = store;
    }

    @Override
    public Kind kind() {
        return Kind.SESSION;
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
