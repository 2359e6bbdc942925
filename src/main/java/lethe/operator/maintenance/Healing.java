package lethe.operator.maintenance;

import java.util.List;
import java.util.stream.Collectors;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.erasure.Termination;
import lethe.vault.consistency.KeyReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Makes an older database consistent with the current key file: users terminated since stay terminated. Also reports
 * damaged keys, and completes an interrupted rewrapping.
 */
@Component
class Healing implements SmartInitializingSingleton {
    static final String ADVICE =
            "Please stop Lethe, put the key file's mirror or its newest copy in its place, and start"
                    + " again: users terminated since stay terminated. Without either, what is sealed under these keys is"
                    + " lost; terminate these users and create them again.";
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);
    private static final int MOST = 100;
    private static final String SECRETS = "credential";
    private static final String EMAIL = "account";
    private final Custody custody;
    private final Termination termination;

    Healing(Custody custody, Termination termination) {
        this.custody = custody;
        this.termination = termination;
    }

    /** Runs before the first request. */
    @Override
    public void afterSingletonsInstantiated() {
        if (custody.wasInterrupted()) {
            custody.rewrap();
            LOG.warn("An interrupted rewrapping of all keys has been completed");
        }
        heal(custody.missed());
        var mended = custody.mendDirectory(List.of());
        if (mended > 0) {
            LOG.warn("Rebuilt {} damaged parts of the key file's directory from the encrypted e-mails", mended);
        }
    }

    private void heal(List<KeyReference> missed) {
        tellDamaged(missed.stream().filter(KeyReference::damaged).toList());
        var destroyed = missed.stream().filter(key -> !key.damaged()).toList();
        var dead =
                destroyed.stream().filter(key -> key.holder().equals(SECRETS)).toList();
        var people = dead.stream().map(KeyReference::subject).collect(Collectors.toSet());
        var moved = destroyed.stream()
                .filter(key -> key.holder().equals(EMAIL) && !people.contains(key.subject()))
                .toList();
        if (!destroyed.isEmpty()) {
            LOG.warn(
                    "The database is older than the key file: {} users terminated since stay terminated, {} "
                            + "have changed their e-mail since and must enter it again",
                    dead.size(),
                    moved.size());
        }
        dead.forEach(this::terminateAgain);
        moved.stream().limit(MOST).forEach(key -> LOG.warn("Without e-mail: {}", key.sentence()));
    }

    private void terminateAgain(KeyReference key) {
        var organisation = key.organisation();
        var person = new UserId(key.subject());
        try {
            TenantContext.run(organisation, () -> termination.terminateAgain(organisation, person));
            LOG.warn("Terminated again: {}", person);
        } catch (RuntimeException notYet) {
            LOG.error("{} could not be terminated again; they cannot sign in", person, notYet);
        }
    }

    private static void tellDamaged(List<KeyReference> damaged) {
        if (!damaged.isEmpty()) {
            damaged.stream().limit(MOST).forEach(key -> LOG.error("Damaged in the key file: {}", key.sentence()));
            LOG.error("{} keys are damaged. {}", damaged.size(), ADVICE);
        }
    }
}
