package lethe.sessions;

import lethe.retention.Expires;
import lethe.retention.Kind;
import lethe.retention.Limit;
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
