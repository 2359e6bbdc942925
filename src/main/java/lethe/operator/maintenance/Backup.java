package lethe.operator.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.vault.keyfile.KeyFileMaintenance;
import lethe.vault.vault.Turning;
import lethe.vault.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes a backup into the directory that the operator names, and deletes copies of the key file that are due. It
 * never contains the master key.
 */
@Component
class Backup implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    private final Snapshots snapshots;
    private final Vault vault;
    private final Turning turning;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Backup(Snapshots snapshots, Vault vault, Turning turning) {
        this.snapshots = snapshots;
        this.vault = vault;
        this.turning = turning;
    }

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public List<String> run(Map<String, String> options) {
        var directory = Path.of(options.getOrDefault("name", ""));
        if (!oneAtATime.tryLock()) {
            throw new ManagementFailure(
                    List.of(), "Another backup is being written. Please wait until it has finished.");
        }
        try {
            return write(directory);
        } catch (IOException | UncheckedIOException | SQLException failure) {
            LOG.error("The backup failed", failure);
            throw new ManagementFailure(
                    List.of(), "The backup could not be written to " + directory + ": " + failure.getMessage() + ".");
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Afterwards the key file gets a new nonce, so that a later start recognises the copy if it is restored. */
    private List<String> write(Path directory) throws IOException, SQLException {
        var lines = new ArrayList<String>();
        var due = snapshots.due();
        if (snapshots.hasDatabase() || due.isPresent()) {
            var snapshot = snapshots.make(directory, this::copyKeys);
            turning.turn();
            lines.add(database(snapshot));
            lines.add(due.map(day ->
                            "keys: " + snapshot.keys() + ", deleted on " + LocalDate.ofInstant(day, ZoneOffset.UTC))
                    .orElse("keys: none, because LETHE_KEYS_HORIZON is 0"));
        } else {
            lines.add("nothing: the database is your server's, and LETHE_KEYS_HORIZON is 0");
        }
        snapshots.deleteDue().forEach(copy -> lines.add("deleted: " + copy));
        return lines;
    }

    private String database(Snapshot snapshot) {
        return snapshots.hasDatabase()
                ? "database: " + snapshot.home().resolve("pg")
                : "database: not included, because it is your server's; please back it up there, before this";
    }

    private void copyKeys(Path to) {
        vault.alone(maintenance -> copy(maintenance, to));
    }

    private static Path copy(KeyFileMaintenance maintenance, Path to) {
        try {
            maintenance.copyTo(to);
            return to;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
