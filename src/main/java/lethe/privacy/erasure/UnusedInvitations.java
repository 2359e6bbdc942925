package lethe.privacy.erasure;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.stereotype.Component;

/**
 * People who were created and never came are terminated, with a receipt, as by an admin: nobody keeps them for a purpose any more
 * (Art. 5(1)(e)). Not while a secret is in force that may still let them in, not while they are suspended, and never the last
 * admin.
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

    /** Their keys are destroyed within seconds, as after any termination that was interrupted. */
    @Override
    public int expire(RetentionPeriod limit, int most) {
        var system = Actor.system(TenantContext.organisation().orElseThrow());
        return (int) store.neverCame(limit, most).stream()
                .filter(person -> termination.begin(system, person))
                .count();
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return store.comingInvitations(limit);
    }

    @Override
    public int batch() {
        return 50;
    }
}
