package lethe.vault.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;
import org.jspecify.annotations.Nullable;

/**
 * Locks a key file against other processes, by whatever path they reach it: linked or mounted twice, it is still the one
 * directory that contains this lock file. Shared by the nodes of one installation, which its database identifies.
 *
 * <p>Not a lock on the slots file: POSIX drops a process's locks when it closes the file anywhere. The first byte is locked while
 * a node examines the file, the second by all nodes that use it.
 */
public final class HomeLock implements Closeable {
    private static final Map<Object, Held> HELD = new HashMap<>();

    private final Path home;
    private final Object key;
    private final Held held;
    private final boolean first;
    private @Nullable FileLock opening;
    private boolean open = true;

    /** This process's lock on one key file, counted, because the system would not grant it twice. */
    private static final class Held {
        private final FileChannel channel;
        private final boolean shared;
        private int count = 1;

        Held(FileChannel channel, boolean shared) {
            this.channel = channel;
            this.shared = shared;
        }
    }

    private HomeLock(Path home, Object key, Held held, boolean first, @Nullable FileLock opening) {
        this.home = home;
        this.key = key;
        this.held = held;
        this.first = first;
        this.opening = opening;
    }

    /** Creates the directory if necessary; throws {@link StartupRefused} while it is locked. */
    public static HomeLock of(Path home, boolean shared) throws IOException {
        PrivateFiles.makeDirectory(home);
        var file = home.resolve("lock");
        PrivateFiles.make(file);
        var key = Objects.requireNonNullElse(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey(), file.toRealPath());
        synchronized (HELD) {
            var held = HELD.get(key);
            if (held == null) {
                return taken(home, file, key, shared);
            } else if (shared && held.shared) {
                held.count++;
                return new HomeLock(home, key, held, false, null);
            }
            throw inUse(home);
        }
    }

    private static HomeLock taken(Path home, Path file, Object key, boolean shared) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var opening = locked(home, channel, 0, false);
            var alone = channel.tryLock(1, 1, false);
            if (alone == null && !shared) {
                throw inUse(home);
            }
            if (shared) {
                release(alone);
                locked(home, channel, 1, true);
            }
            var held = new Held(channel, shared);
            HELD.put(key, held);
            return new HomeLock(home, key, held, alone != null, opening);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static FileLock locked(Path home, FileChannel channel, long place, boolean shared) throws IOException {
        try {
            return Objects.requireNonNullElseGet(channel.tryLock(place, 1, shared), () -> {
                throw inUse(home);
            });
        } catch (OverlappingFileLockException inThisProcess) {
            throw inUse(home);
        }
    }

    private static void release(@Nullable FileLock lock) throws IOException {
        if (lock != null) {
            lock.release();
        }
    }

    private static StartupRefused inUse(Path home) {
        return StartupRefused.dataInUse(
                "The key file in " + home + " is in use by another Lethe, whose directory may be"
                        + " linked or mounted here: please stop that one, or give this one a key file of its own (a copy, and then"
                        + " lethe keys adopt).");
    }

    public Path home() {
        return home;
    }

    public boolean isShared() {
        return held.shared;
    }

    /** Whether no one else was using the file when it was locked. */
    public boolean isFirst() {
        return first;
    }

    /** Allows other nodes to examine the file. */
    public void opened() throws IOException {
        release(opening);
        opening = null;
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (open && --held.count == 0) {
                HELD.remove(key);
                try {
                    held.channel.close();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
            open = false;
        }
    }
}
