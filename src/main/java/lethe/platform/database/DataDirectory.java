package lethe.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;

/**
 * The directory with the database and the key file, locked while Lethe runs.
 *
 * <p>With the embedded PostgreSQL the lock is exclusive. With an external one it is shared: any number of nodes can serve one
 * installation.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Throws {@link StartupRefused} if the directory is in use. */
    public static DataDirectory lock(Path directory, boolean shared) {
        try {
            var path = made(directory);
            return new DataDirectory(path, locked(path.resolve("lock"), shared));
        } catch (IOException failure) {
            throw new StartupRefused("The data directory " + directory.toAbsolutePath() + " cannot be used: "
                    + failure.getClass().getSimpleName() + ".");
        }
    }

    /** Whether a Lethe process is running on it; not for use by that process itself. */
    public static boolean isInUse(Path directory) throws IOException {
        var file = directory.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return !locks(channel, false);
        }
    }

    private static Path made(Path directory) throws IOException {
        PrivateFiles.makeDirectory(directory);
        var path = directory.toRealPath();
        try {
            PrivateFiles.close(path, beneath -> isPostgres(path, beneath));
        } catch (FileSystemException others) {
            throw new StartupRefused(
                    "Other users of this machine can access " + others.getFile() + ", and Lethe does not own it:"
                            + " give it to the user that Lethe runs as (chown -R), and run chmod -R go-rwx "
                            + path + ".");
        }
        return path;
    }

    /** PostgreSQL protects its own files and may run as another user. */
    private static boolean isPostgres(Path data, Path beneath) {
        var cluster = EmbeddedCluster.cluster(data);
        return beneath.startsWith(cluster) && !beneath.equals(cluster);
    }

    private static FileChannel locked(Path file, boolean shared) throws IOException {
        PrivateFiles.make(file);
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!locks(channel, shared)) {
            channel.close();
            throw StartupRefused.dataInUse("The data in " + file.getParent() + " is in use by another Lethe.");
        }
        return channel;
    }

    private static boolean locks(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** Absolute, without symbolic links, accessible only to its owner. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
