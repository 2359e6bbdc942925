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
 * Tells by a nonce that database and key file both have whether they were taken up with each other, and whether the key file is
 * the newest there is. Whoever calls is inside the gate, alone.
 *
 * <p>The database has a new one first, and the former still; so the key file has either, wherever an interruption comes.
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

    /** Refuses a database of which others that work on the key file just now know nothing. */
    void requireSame(KeyFile keys) {
        if (!isOurs(keys.upkeep())) {
            throw new StartupRefused(
                    "The key file in " + keys.home() + " is in use by nodes of another database, of which"
                            + " LETHE_DATABASE_URL names a copy: please name theirs or, if the copy is to live on, give this node a"
                            + " copy of the key file (--data) and run lethe keys adopt.");
        }
    }

    /** Refuses a second key file while nodes work with the first. */
    void requireNoOther(KeyFile keys) {
        if (store.takenUp().recently() && !isOurs(keys.upkeep())) {
            throw new StartupRefused("The database of LETHE_DATABASE_URL is in use with another key file than that in "
                    + keys.home() + ": please give all nodes the same one. If theirs was lost, stop them all, wait two"
                    + " minutes, and start again.");
        }
    }

    boolean isOlder(KeyFile keys) throws IOException {
        return remembered.contradicts(keys.upkeep().nonce());
    }

    /** By the first that takes both up: whatever they had, they have the same from now on. */
    void draw(KeyFile keys, boolean older) {
        store.takeUp(fresh());
        write(keys.upkeep(), older);
    }

    /** The first half of a change: the database has it. */
    void begin(KeyFileMaintenance upkeep) {
        refuseAnother(upkeep);
        if (upkeep.nonce().equals(store.takenUp().nonce())) {
            store.takeUp(fresh());
        }
    }

    /** The second half, once the first is committed; also of one that another node has begun. */
    void end(KeyFileMaintenance upkeep) {
        refuseAnother(upkeep);
        write(upkeep, false);
    }

    /** The key file is the newest there is, whatever was remembered. */
    void settle(KeyFileMaintenance upkeep) {
        remembered.only(upkeep.nonce());
    }

    /** An older key file is not remembered as the newest before somebody has looked at it. */
    private void write(KeyFileMaintenance upkeep, boolean older) {
        var nonce = Objects.requireNonNull(store.takenUp().nonce());
        if (!older) {
            remembered.either(upkeep.nonce(), nonce);
        }
        upkeep.takeUp(nonce);
        if (!older) {
            remembered.only(nonce);
        }
    }

    private void refuseAnother(KeyFileMaintenance upkeep) {
        if (!isOurs(upkeep)) {
            upkeep.giveUp();
        }
    }

    private boolean isOurs(KeyFileMaintenance upkeep) {
        return !upkeep.nonce().equals(KeyFileHeader.NO_NONCE) && store.takenUp().isWith(upkeep.nonce());
    }

    private UUID fresh() {
        var bytes = ByteBuffer.wrap(randomness.bytes(2 * Long.BYTES));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
