package lethe.signin.sessions;

import lethe.platform.kernel.SignInFailed;
import lethe.platform.requests.CurrentRights;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whoever calls may have been shut out since their call was let in: asked before something is written that outlives it. */
@Component
public class SessionCheck {
    private final CurrentRights rights;
    private final Sessions sessions;

    SessionCheck(CurrentRights rights, Sessions sessions) {
        this.rights = rights;
        this.sessions = sessions;
    }

    /** 401 where the person or the session is gone meanwhile; both stay until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireStill(CurrentSession me) {
        // The person first: whoever ends all their sessions holds them.
        rights.requireStill(me.actor());
        if (!sessions.isInForce(me)) {
            throw SignInFailed.required();
        }
    }
}
