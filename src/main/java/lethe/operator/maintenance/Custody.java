package lethe.operator.maintenance;

import java.util.Collection;
import java.util.List;
import lethe.platform.kernel.Randomness;
import lethe.vault.consistency.Emails;
import lethe.vault.consistency.Findings;
import lethe.vault.consistency.HeldKey;
import lethe.vault.consistency.KeysInUse;
import lethe.vault.keyfile.Inspection;
import lethe.vault.keyfile.MasterKey;
import lethe.vault.keyfile.Upkeep;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;

/** The key file as its operator sees it. No permission: whoever may read the data directory asks, at the command line. */
@Component
public class Custody {
    private static final int BATCH = 1 << 15;
    private final Vault vault;
    private final KeysInUse keysInUse;
    private final List<Emails> emails;
    private final Randomness randomness;

    Custody(Vault vault, KeysInUse keysInUse, List<Emails> emails, Randomness randomness) {
        this.vault = vault;
        this.keysInUse = keysInUse;
        this.emails = emails;
        this.randomness = randomness;
    }

    /** Whether what somebody has written down is the recovery code of this key file. */
    boolean isRecoveryCode(String typed) {
        return MasterKey.parse(typed)
                .map(key -> vault.alone(upkeep -> upkeep.isOpenedBy(key)))
                .orElse(false);
    }

    Inspection inspect() {
        return vault.alone(Upkeep::inspect);
    }

    List<HeldKey> missed() {
        return keysInUse.missed();
    }

    Findings findings() {
        return keysInUse.inspect(emails);
    }

    int mendDirectory(Collection<Long> astray) {
        return keysInUse.mendDirectory(emails, astray);
    }

    /**
     * Wraps all keys under a fresh wrapping key and destroys the former one. Others write in between; an interruption
     * leaves keys under either, which is no harm, and the next call goes on.
     */
    void rewrap() {
        vault.alone(upkeep -> begin(upkeep));
        var more = true;
        for (var from = 0L; more; from += BATCH) {
            var start = from;
            more = vault.alone(upkeep -> upkeep.rewrap(start, BATCH));
        }
        vault.alone(upkeep -> end(upkeep));
    }

    boolean wasInterrupted() {
        return vault.alone(Upkeep::isRewrapping);
    }

    private boolean begin(Upkeep upkeep) {
        upkeep.beginRewrapping(randomness);
        return true;
    }

    private static boolean end(Upkeep upkeep) {
        upkeep.endRewrapping();
        return true;
    }
}
