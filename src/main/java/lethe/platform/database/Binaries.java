package lethe.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once into a cache directory that the server's user can read. */
final class Binaries {
    private static final Map<String, String> ARCHIVES =
            Map.of("amd64", "/postgres-linux-x86_64.txz", "aarch64", "/postgres-linux-arm_64.txz");

    private Binaries() {}

    /** The directory with {@code bin}, {@code lib} and {@code share}; unpacked if it does not exist yet. */
    static Path unpacked(String version, Path cache) throws IOException {
        var architecture = System.getProperty("os.arch");
        var archive = ARCHIVES.get(architecture);
        if (archive == null
                || !System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
            throw new StartupRefused(
                    "Lethe includes PostgreSQL only for Linux on x86-64 and ARM 64: name your own server "
                            + "with LETHE_DATABASE_URL.");
        }
        var directory = cache.resolve("postgres-" + version + "-" + architecture);
        if (!Files.isDirectory(directory)) {
            unpack(archive, directory);
        }
        return directory;
    }

    /** The server's user cannot enter root's home directory, so root uses another place. */
    static Path cache() {
        var caches = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        if (ServerUser.isRoot()) {
            return Path.of("/var/cache/lethe");
        } else if (caches.startsWith("/")) {
            return Path.of(caches, "lethe");
        } else {
            var home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
            return Path.of(home, ".cache", "lethe");
        }
    }

    /** Unpacks to a temporary directory and renames it, so that concurrent starts never see a partial one. */
    private static void unpack(String archive, Path directory) throws IOException {
        makeDirectory(directory.getParent());
        var beside = Files.createTempDirectory(directory.getParent(), "unpacking-");
        try {
            makeReadable(beside);
            try (var bytes = resource(archive);
                    var entries = new TarArchiveInputStream(new XZInputStream(bytes))) {
                for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    unpack(entry, entries, beside.resolve(entry.getName()));
                }
            }
            rename(beside, directory);
        } finally {
            FileSystemUtils.deleteRecursively(beside);
        }
    }

    private static InputStream resource(String archive) {
        var bytes = Binaries.class.getResourceAsStream(archive);
        if (bytes == null) {
            throw new StartupRefused("PostgreSQL's programs are missing from this build of Lethe.");
        }
        return bytes;
    }

    private static void unpack(TarArchiveEntry entry, InputStream bytes, Path target) throws IOException {
        makeDirectory(entry.isDirectory() ? target : target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            PrivateFiles.make(target);
            try (var output = Files.newOutputStream(target)) {
                bytes.transferTo(output);
            }
            makeReadable(target);
        }
    }

    /** The archive does not list every directory, nor always before its contents. */
    private static void makeDirectory(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            makeDirectory(directory.getParent());
            PrivateFiles.makeDirectory(directory);
            makeReadable(directory);
        }
    }

    /** Independent of the umask; no one else has been able to write to it before. */
    private static void makeReadable(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void rename(Path beside, Path directory) throws IOException {
        try {
            Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException anotherWasFaster) {
            if (!Files.isDirectory(directory)) {
                throw anotherWasFaster;
            }
        }
    }
}
