package lethe.operator.maintenance;

import java.util.Collection;
import java.util.List;
import lethe.platform.kernel.Randomness;
import lethe.vault.consistency.ConsistencyReport;
import lethe.vault.consistency.EmailSource;
import lethe.vault.consistency.KeyReference;
import lethe.vault.consistency.KeyReferences;
import lethe.vault.keyfile.KeyFileMaintenance;
import lethe.vault.keyfile.KeyFileReport;
import lethe.vault.keyfile.MasterKey;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;

/**
 * Maintenance of the key file for the operator. Checks no permission: only commands call it, which require access to
 * the data directory.
 */
@Component
class Custody {
    private static final int BATCH = 1 << 15;
    private final Vault vault;
    private final KeyReferences keysInUse;
    private final List<EmailSource> emails;
    private final Randomness randomness;

    Custody(Vault vault, KeyReferences keysInUse, List<EmailSource> emails, Randomness randomness) {
        this.vault = vault;
        this.keysInUse = keysInUse;
        this.emails = emails;
        this.randomness = randomness;
    }

    /** Whether the text is the recovery code of this key file. */
    boolean isRecoveryCode(String typed) {
        return MasterKey.parse(typed)
                .map(key -> vault.alone(maintenance -> maintenance.isOpenedBy(key)))
                .orElse(false);
    }

    KeyFileReport inspect() {
        return vault.alone(KeyFileMaintenance::inspect);
    }

    List<KeyReference> missed() {
        return keysInUse.missed();
    }

    ConsistencyReport findings() {
        return keysInUse.inspect(emails);
    }

    int mendDirectory(Collection<Long> astray) {
        return keysInUse.mendDirectory(emails, astray);
    }

    /**
     * Wraps all keys with a new wrapping key and destroys the old one. Others may write in the meantime. An
     * interruption leaves keys wrapped with either, which is harmless, and the next call continues.
     */
    void rewrap() {
        vault.alone(maintenance -> begin(maintenance));
        var more = true;
        for (var from = 0L; more; from += BATCH) {
            var start = from;
            more = vault.alone(maintenance -> maintenance.rewrap(start, BATCH));
        }
        vault.alone(maintenance -> end(maintenance));
    }

    boolean wasInterrupted() {
        return vault.alone(KeyFileMaintenance::isRewrapping);
    }

    private boolean begin(KeyFileMaintenance maintenance) {
        maintenance.beginRewrapping(randomness);
        return true;
    }

    private static boolean end(KeyFileMaintenance maintenance) {
        maintenance.endRewrapping();
        return true;
    }
}
