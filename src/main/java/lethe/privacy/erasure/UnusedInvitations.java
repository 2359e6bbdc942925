package lethe.privacy.erasure;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/**
 * Terminates users who never signed in, with a receipt as if an administrator had done it: their data no longer serve a
 * purpose (Art. 5(1)(e) GDPR). Skips users with credentials that are still valid, suspended users and the last
 * administrator.
 */
@Component
class UnusedInvitations implements ExpiringData {
    private final EndingStore store;
    private final Termination termination;

    UnusedInvitations(EndingStore store, Termination termination) {
        this.store = store;
        this.termination = termination;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.UNUSED_INVITATION;
    }

    /** Destroys no keys itself: {@link UnfinishedTerminations} does so within seconds. */
    @Override
    public int expire(RetentionPeriod period, int most) {
        var system = Actor.system(TenantContext.organisation().orElseThrow());
        return (int) store.neverCame(period, most).stream()
                .filter(person -> termination.begin(system, person))
                .count();
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return store.comingInvitations(period);
    }

    @Override
    public int batch() {
        return 50;
    }
}
