package lethe.signin.sessions;

import lethe.platform.kernel.SignInFailed;
import lethe.platform.requests.CurrentRights;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks that the caller still has access, before writing anything that outlives the request: they may have lost it
 * since the request began.
 */
@Component
public class SessionCheck {
    private final CurrentRights rights;
    private final Sessions sessions;

    SessionCheck(CurrentRights rights, Sessions sessions) {
        this.rights = rights;
        this.sessions = sessions;
    }

    /** Throws (401) if the user or session has ended; otherwise both are locked until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireStill(CurrentSession me) {
        // The user first: ending all sessions locks the user as well.
        rights.requireStill(me.actor());
        if (!sessions.isInForce(me)) {
            throw SignInFailed.required();
        }
    }
}
