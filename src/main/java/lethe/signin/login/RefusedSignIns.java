package lethe.signin.login;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.audit.log.Tallies;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import lethe.signin.login.Counts.Key;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records refused sign-ins in the audit log: one entry per account and window, however many there were. The account's
 * user is looked up once per window, found or not; until then only the counter's key is remembered, no name.
 */
@Component
class RefusedSignIns {
    private static final int MOST_REMEMBERED = 10_000;
    private final Tallies tallies;
    private final Map<Key, Target> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Target> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    RefusedSignIns(Tallies tallies) {
        this.tallies = tallies;
    }

    /** @param account null if the network is refused, whatever account it tries */
    void count(OrganisationId organisation, @Nullable Key account, Supplier<Optional<UserId>> person) {
        var target = account == null ? Target.of(organisation) : target(organisation, account, person);
        tallies.count(Actor.system(organisation), "signin.throttled", target, Map.of());
    }

    private Target target(OrganisationId organisation, Key account, Supplier<Optional<UserId>> person) {
        synchronized (remembered) {
            var known = remembered.get(account);
            if (known != null) {
                return known;
            }
        }
        var found = person.get().map(Target::of).orElse(Target.of(organisation));
        synchronized (remembered) {
            remembered.put(account, found);
        }
        return found;
    }
}
