package lethe.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up after an earlier Lethe that was killed: a server or backends still running on the cluster, and a file with a process
 * ID that may by now belong to another process.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration IN_ORDER = Duration.ofSeconds(30);
    private static final Duration KILLED = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Call only while holding the data directory's lock: any process on the cluster then belongs to a dead Lethe. */
    static void clear(Path cluster) throws IOException {
        var file = cluster.resolve("postmaster.pid");
        if (Files.exists(file)) {
            if (!at(cluster).isEmpty()) {
                LOG.warn("Stopping a PostgreSQL that an earlier Lethe left running");
                end(cluster, file);
            }
            Files.deleteIfExists(file);
        }
    }

    /** Empty if the file no longer exists: a server that stops can remove it at any moment. */
    static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException ended) {
            return List.of();
        }
    }

    private static void end(Path cluster, Path file) throws IOException {
        var postmaster = lines(file).stream().findFirst().orElse("");
        at(cluster).stream()
                .filter(process -> postmaster.equals(Long.toString(process.pid())))
                .forEach(Signals::interrupt);
        if (!gone(cluster, IN_ORDER)) {
            at(cluster).forEach(ProcessHandle::destroyForcibly);
            if (!gone(cluster, KILLED)) {
                throw new IOException("processes still work on " + cluster);
            }
        }
    }

    private static boolean gone(Path cluster, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        while (!at(cluster).isEmpty() && System.nanoTime() < until) {
            Signals.pause(Duration.ofMillis(50));
        }
        return at(cluster).isEmpty();
    }

    /**
     * Processes whose working directory is the cluster, which are all PostgreSQL processes; zombies have no directory.
     */
    private static List<ProcessHandle> at(Path cluster) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, cluster))
                .toList();
    }

    private static boolean worksIn(ProcessHandle process, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(directory);
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }
}
