package lethe.privacy.consent;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How many people an organisation has: numbers, which even the operator may know. */
@Component
public class UserStatistics {
    private final HeadcountStore store;
    private final Clock clock;

    UserStatistics(HeadcountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public record Count(int here, int terminated) {}

    /** Of the organisation in scope. */
    @Transactional(readOnly = true)
    public Count count() {
        return store.count();
    }

    /** How many are past their last day of access. */
    @Transactional(readOnly = true)
    public int ended(Actor actor) {
        actor.need(Permission.MANAGE_USERS);
        return store.countEnded(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
