package lethe.operator.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lethe.platform.database.DataDirectory;
import lethe.platform.database.EmbeddedCluster;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;
import lethe.vault.storage.HomeLock;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Restores a snapshot into a data directory that no Lethe uses. An existing key file is kept, whichever database is
 * restored, because only it knows which users have been terminated since.
 */
public final class BackupRestore {
    /** What can be restored. */
    public enum Part {
        DATABASE,
        KEYS
    }

    private final Snapshot snapshot;
    private final Path data;

    public BackupRestore(Snapshot snapshot, Path data) {
        this.snapshot = snapshot;
        this.data = data;
    }

    /**
     * Restores the parts and reports what was done.
     *
     * @param wanted the parts to restore; if empty, the database, and the key file if there is none
     * @param replace whether existing data may be lost
     * @param declaration what the audit logs declare about the older database
     */
    public List<String> run(Set<Part> wanted, boolean replace, RestoreMarker declaration) throws IOException {
        try (var locked = DataDirectory.lock(data, false);
                var keys = lockedKeys(locked.path())) {
            var parts = wanted.isEmpty() ? usual(locked.path()) : EnumSet.copyOf(wanted);
            for (var part : parts) {
                requireThere(part);
                requireRoom(part, locked.path(), replace);
            }
            if (parts.contains(Part.DATABASE)) {
                declaration.declare(locked.path());
            }
            var lines = new ArrayList<String>();
            for (var part : parts) {
                lines.add(put(part, locked.path()));
            }
            if (!parts.contains(Part.KEYS)) {
                lines.add("keys: those in " + home(Part.KEYS, locked.path())
                        + " are kept; users terminated since the backup stay terminated");
            }
            if (parts.contains(Part.DATABASE)) {
                lines.add("audit logs: will declare at the next start that an older database was restored");
            }
            return lines;
        }
    }

    private Set<Part> usual(Path to) throws IOException {
        var parts = EnumSet.noneOf(Part.class);
        if (snapshot.hasDatabase()) {
            parts.add(Part.DATABASE);
        }
        if (!Files.exists(home(Part.KEYS, to))) {
            parts.add(Part.KEYS);
        }
        return parts;
    }

    private void requireThere(Part part) throws IOException {
        if (part == Part.DATABASE && !snapshot.hasDatabase()) {
            throw new StartupRefused(snapshot.home() + " contains no database: with your own database server, restore"
                    + " its backup there.");
        } else if (part == Part.KEYS && !snapshot.hasKeys()) {
            throw new StartupRefused(
                    snapshot.home() + " contains no copy of the key file, or it has been deleted. Without a key file,"
                            + " no personal data can be read: please put the key file or its second copy into "
                            + home(Part.KEYS, data) + " first.");
        }
    }

    private static void requireRoom(Part part, Path to, boolean replace) throws IOException {
        var home = home(part, to);
        if (Files.exists(home) && !replace) {
            throw new StartupRefused("There is " + (part == Part.DATABASE ? "a database" : "a key file") + " in " + home
                    + " already. Use --replace to delete it, or choose another --data directory.");
        }
    }

    /**
     * Locks an existing key file: linked or mounted here, it may belong to another running Lethe. Null if there is
     * none.
     */
    private static @Nullable HomeLock lockedKeys(Path to) throws IOException {
        var home = home(Part.KEYS, to);
        return Files.exists(home) ? HomeLock.of(home, false) : null;
    }

    /** Copies beside the target first: an interruption leaves either the old or the new data, complete. */
    private String put(Part part, Path to) throws IOException {
        var home = home(part, to);
        var fresh = home.resolveSibling(home.getFileName() + ".restored");
        var former = home.resolveSibling(home.getFileName() + ".former");
        FileSystemUtils.deleteRecursively(fresh);
        copy(part == Part.DATABASE ? EmbeddedCluster.cluster(snapshot.home()) : snapshot.keys(), fresh);
        if (part == Part.DATABASE) {
            copyOne(EmbeddedCluster.passwords(snapshot.home()), EmbeddedCluster.passwords(to));
            EmbeddedCluster.handOver(fresh, to);
        }
        if (Files.exists(home)) {
            Files.move(home, former, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncNames(home.resolveSibling("."));
        remove(part, former);
        return part == Part.DATABASE
                ? "database: as of " + snapshot.at()
                : "keys: as of " + snapshot.at() + "; the next start destroys again what was destroyed since";
    }

    /** A key file that is linked here is replaced where it really is. */
    private static Path home(Part part, Path data) throws IOException {
        var keys = data.resolve("keys");
        if (part == Part.DATABASE) {
            return EmbeddedCluster.cluster(data);
        } else {
            return Files.exists(keys) ? keys.toRealPath() : keys;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : (Iterable<Path>) all::iterator) {
                var target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    PrivateFiles.makeDirectory(target);
                } else {
                    copyOne(path, target);
                }
            }
        }
        PrivateFiles.syncAll(to);
    }

    /** Accessible to the owner only, whatever the copy's permissions were. */
    private static void copyOne(Path from, Path to) throws IOException {
        PrivateFiles.make(to);
        try (var output = Files.newOutputStream(to)) {
            Files.copy(from, output);
        }
    }

    private static void remove(Part part, Path former) throws IOException {
        if (part == Part.KEYS && Files.isDirectory(former)) {
            try (var files = Files.newDirectoryStream(former)) {
                for (var file : files) {
                    PrivateFiles.wipe(file);
                }
            }
        }
        FileSystemUtils.deleteRecursively(former);
    }
}
