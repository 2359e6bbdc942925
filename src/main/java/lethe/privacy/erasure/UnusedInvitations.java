package lethe.privacy.erasure;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Tenancy;
import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/**
 * People who were created and never came are terminated, with a receipt, as by an admin: nobody keeps them for a purpose any more
 * (Art. 5(1)(e)). Not while a secret is in force that may still let them in, not while they are suspended, and never the last
 * admin.
 */
@Component
class UnusedInvitations implements Expires {
    private final EndingStore store;
    private final Termination termination;

    UnusedInvitations(EndingStore store, Termination termination) {
        this.store = store;
        this.termination = termination;
    }

    @Override
    public Kind kind() {
        return Kind.UNUSED_INVITATION;
    }

    /** Their keys are destroyed within seconds, as after any termination that was interrupted. */
    @Override
    public int expire(Limit limit, int most) {
        var system = Actor.system(Tenancy.organisation().orElseThrow());
        return (int) store.neverCame(limit, most).stream()
                .filter(person -> termination.begin(system, person))
                .count();
    }

    @Override
    public Coming coming(Limit limit) {
        return store.comingInvitations(limit);
    }

    @Override
    public int batch() {
        return 50;
    }
}
