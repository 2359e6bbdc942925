package lethe.vault.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.StartupRefused;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.keyfile.KeyFileHeader;
import lethe.vault.keyfile.KeyFileMaintenance;

/**
 * Detects by a nonce, stored in both the database and the key file, whether the two belong together and whether the key file is
 * the newest. Callers must be alone inside the gate.
 *
 * <p>The database gets a new nonce first and keeps the former one, so that the key file has one of the two even after an
 * interruption.
 */
final class Nonces {
    private final GateStore store;
    private final Randomness randomness;
    private final Remembered remembered;

    Nonces(GateStore store, Randomness randomness, Remembered remembered) {
        this.store = store;
        this.randomness = randomness;
        this.remembered = remembered;
    }

    /** Refuses a database that is not the one whose nodes currently use the key file. */
    void requireSame(KeyFile keys) {
        if (!isOurs(keys.upkeep())) {
            throw new StartupRefused("The key file in " + keys.home() + " is in use by nodes of another database, and"
                    + " LETHE_DATABASE_URL leads to a copy of it: use their address or, to keep the copy, give this node a"
                    + " copy of the key file (--data) and run lethe keys adopt.");
        }
    }

    /** Refuses a second key file while other nodes use the first. */
    void requireNoOther(KeyFile keys) {
        if (store.takenUp().recently() && !isOurs(keys.upkeep())) {
            throw new StartupRefused(
                    "The database of LETHE_DATABASE_URL is in use with a different key file than the one in "
                            + keys.home()
                            + ": please give all nodes the same one. If theirs was lost, stop them all, wait two"
                            + " minutes, and start again.");
        }
    }

    boolean isOlder(KeyFile keys) throws IOException {
        return remembered.contradicts(keys.upkeep().nonce());
    }

    /** For the first node that opens both: from now on they have the same nonce, whatever they had before. */
    void draw(KeyFile keys, boolean older) {
        store.takeUp(fresh());
        write(keys.upkeep(), older);
    }

    /** The first half of a change: updates the database. */
    void begin(KeyFileMaintenance maintenance) {
        refuseAnother(maintenance);
        if (maintenance.nonce().equals(store.takenUp().nonce())) {
            store.takeUp(fresh());
        }
    }

    /** The second half, after the first has been committed; also completes a change that another node began. */
    void end(KeyFileMaintenance maintenance) {
        refuseAnother(maintenance);
        write(maintenance, false);
    }

    /** Accepts the key file as the newest, whatever was recorded. */
    void settle(KeyFileMaintenance maintenance) {
        remembered.only(maintenance.nonce());
    }

    /** An older key file is not recorded as the newest until the operator has checked it. */
    private void write(KeyFileMaintenance maintenance, boolean older) {
        var nonce = Objects.requireNonNull(store.takenUp().nonce());
        if (!older) {
            remembered.either(maintenance.nonce(), nonce);
        }
        maintenance.takeUp(nonce);
        if (!older) {
            remembered.only(nonce);
        }
    }

    private void refuseAnother(KeyFileMaintenance maintenance) {
        if (!isOurs(maintenance)) {
            maintenance.giveUp();
        }
    }

    private boolean isOurs(KeyFileMaintenance maintenance) {
        return !maintenance.nonce().equals(KeyFileHeader.NO_NONCE)
                && store.takenUp().isWith(maintenance.nonce());
    }

    private UUID fresh() {
        var bytes = ByteBuffer.wrap(randomness.bytes(2 * Long.BYTES));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
