package lethe.privacy.consent;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** User counts of an organisation. They contain no personal data, so the operator may see them. */
@Component
public class UserStatistics {
    private final HeadcountStore store;
    private final Clock clock;

    UserStatistics(HeadcountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public record Count(int here, int terminated) {}

    /** Counts users of the organisation in scope, for the operator. */
    @Transactional(readOnly = true)
    public Count count(Actor operator) {
        operator.needOperator();
        return store.count();
    }

    /** Counts users whose last day of access has passed. */
    @Transactional(readOnly = true)
    public int ended(Actor actor) {
        actor.need(Permission.MANAGE_USERS);
        return store.countEnded(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
