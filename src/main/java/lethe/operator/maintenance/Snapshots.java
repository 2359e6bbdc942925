package lethe.operator.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lethe.platform.database.EmbeddedCluster;
import lethe.platform.kernel.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Creates snapshots, remembers their directories, and deletes their copies of the key file when due. */
@Component
public class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final String UNFINISHED = ".unfinished";
    private final EmbeddedCluster cluster;
    private final Clock clock;
    private final Duration horizon;
    private final Path places;

    Snapshots(EmbeddedCluster cluster, Clock clock, @Value("${lethe.keys-horizon:7}") int horizon) {
        this.cluster = cluster;
        this.clock = clock;
        this.horizon = Duration.ofDays(horizon);
        places = cluster.data().resolve("backups");
    }

    /** Copies the key file into a directory that it creates. */
    public interface KeyFile {
        void copyTo(Path directory) throws IOException;
    }

    /** Whether the database is embedded, so that snapshots include it. */
    public boolean hasDatabase() {
        return cluster.owner() != null;
    }

    /** When a copy of the key file made now must be deleted; empty if none may be made. */
    public Optional<Instant> due() {
        return horizon.isZero() ? Optional.empty() : Optional.of(clock.instant().plus(horizon));
    }

    /**
     * Creates a snapshot in the directory; it appears entirely or not at all. The keys are copied last: a key file
     * newer than its database loses no user, an older one would.
     */
    public Snapshot make(Path directory, KeyFile keys) throws IOException, SQLException {
        requireElsewhere(directory);
        PrivateFiles.makeDirectory(directory);
        removeUnfinished(directory);
        var snapshot = Snapshot.in(directory, clock.instant());
        var beside = directory.resolve(snapshot.home().getFileName() + UNFINISHED);
        PrivateFiles.makeDirectory(beside);
        if (cluster.owner() != null) {
            new ClusterCopy(EmbeddedCluster.cluster(cluster.data()), cluster.owner())
                    .write(EmbeddedCluster.cluster(beside));
            Files.copy(
                    EmbeddedCluster.passwords(cluster.data()),
                    EmbeddedCluster.passwords(beside),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        if (!horizon.isZero()) {
            keys.copyTo(beside.resolve("keys"));
        }
        PrivateFiles.syncAll(beside);
        remember(directory);
        Files.move(beside, snapshot.home(), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncNames(directory);
        return snapshot;
    }

    /** Whether a copy of the key file exists in a reachable place. */
    public boolean haveKeys() {
        return places().stream().anyMatch(place -> withKeys(place).stream().anyMatch(copy -> !isDue(copy)));
    }

    /** Deletes all copies of the key file that are due, in every known directory, and returns them. */
    public List<Path> deleteDue() throws IOException {
        var deleted = new ArrayList<Path>();
        for (var place : places()) {
            for (var snapshot : withKeys(place)) {
                if (isDue(snapshot)) {
                    wipe(snapshot.keys());
                    deleted.add(snapshot.keys());
                }
            }
        }
        return deleted;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void deleteHourly() {
        try {
            deleteDue().forEach(copy -> LOG.info("Deleted a copy of the key file that was due: {}", copy));
        } catch (IOException failure) {
            LOG.error("A copy of the key file is due for deletion but could not be deleted", failure);
        }
    }

    private boolean isDue(Snapshot snapshot) {
        return !snapshot.at().plus(horizon).isAfter(clock.instant());
    }

    private void requireElsewhere(Path directory) throws IOException {
        if (real(directory.toAbsolutePath().normalize()).startsWith(cluster.data())) {
            throw new IOException("it is in the data directory, and would be lost with it");
        }
    }

    /** The real path of the part that exists. */
    private static Path real(Path path) throws IOException {
        var parent = path.getParent();
        return Files.exists(path) || parent == null ? path.toRealPath() : real(parent);
    }

    private static void removeUnfinished(Path directory) throws IOException {
        try (var found = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
            for (var unfinished : found) {
                wipe(unfinished.resolve("keys"));
                FileSystemUtils.deleteRecursively(unfinished);
            }
        }
    }

    private static void wipe(Path keys) throws IOException {
        if (Files.isDirectory(keys)) {
            try (var files = Files.newDirectoryStream(keys)) {
                for (var file : files) {
                    PrivateFiles.wipe(file);
                }
            }
            Files.delete(keys);
        }
    }

    /** Called before anything is written: a forgotten copy would never be deleted. */
    private void remember(Path directory) throws IOException {
        var all = new ArrayList<>(places());
        var place = directory.toRealPath();
        if (!all.contains(place)) {
            all.add(place);
            PrivateFiles.make(places);
            Files.write(places, all.stream().map(Path::toString).toList());
            PrivateFiles.syncNames(places);
        }
    }

    private List<Path> places() {
        try {
            return Files.exists(places)
                    ? Files.readAllLines(places).stream().map(Path::of).toList()
                    : List.of();
        } catch (IOException unreadable) {
            LOG.error("The list of backup directories cannot be read", unreadable);
            return List.of();
        }
    }

    private static List<Snapshot> withKeys(Path place) {
        try {
            return Snapshot.all(place).stream().filter(Snapshot::hasKeys).toList();
        } catch (IOException outOfReach) {
            return List.of();
        }
    }
}
