package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lethe.Processes;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;
import lethe.verifier.checkpoints.CheckpointStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lethe's files are private, whatever the umask. */
@Timeout(300)
class OpenToNobodyTest {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    @TempDir
    private Path place;

    @Test
    void filesArePrivateUnderUmaskZero() throws Exception {
        try (var processes = new Processes(Map.of(
                        "LETHE_DATA", place.resolve("data").toString(),
                        "LETHE_MASTER_KEY_FILE", place.resolve("key/master.key").toString(),
                        "LETHE_KEYS_MIRROR", place.resolve("mirror").toString()))
                .underUmaskZero()) {
            processes.port(processes.start(place.resolve("log"), "run", "--port", "0"));
            processes.run(
                    0,
                    place.resolve("errors"),
                    "organisation",
                    "create",
                    "Acme",
                    "--admin-email",
                    "ada@acme.example",
                    "--admin-first-name",
                    "Ada",
                    "--admin-last-name",
                    "Acme",
                    "--consent-given");
            processes.run(0, place.resolve("errors"), "audit", "verify");
            processes.run(
                    0,
                    place.resolve("errors"),
                    "backup",
                    place.resolve("backup").toString());

            for (var kept : List.of("data", "key", "mirror", "backup")) {
                assertThat(place.resolve(kept)).exists();
                assertThat(open(place.resolve(kept))).as(kept).isEmpty();
            }
            assertThat(place.resolve("data/pg.log")).exists();
            assertThat(place.resolve("data/checkpoints")).exists();
        }
    }

    @Test
    void closesAnOpenDataDirectory() throws Exception {
        var data = Files.createDirectory(place.resolve("data"));
        for (var directory : List.of("", "keys", "checkpoints", "checkpoints/log", "pg", "pg/base")) {
            Files.createDirectories(data.resolve(directory));
        }
        for (var file :
                List.of("pg.log", "control", "pg.passwords", "keys/slots", "checkpoints/log.note", "pg/PG_VERSION")) {
            Files.createFile(data.resolve(file));
        }
        try (var all = Files.walk(data)) {
            for (var path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }

        DataDirectory.lock(data, false).close();

        assertThat(open(data)).containsExactlyInAnyOrder(data.resolve("pg/base"), data.resolve("pg/PG_VERSION"));
    }

    /** Their targets are outside the data directory and not ours to close. */
    @Test
    void doesNotFollowLinks() throws Exception {
        var data = Files.createDirectory(place.resolve("data"));
        var elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(data.resolve("keys"), elsewhere);

        DataDirectory.lock(data, false).close();

        assertThat(Files.getPosixFilePermissions(elsewhere)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Even root cannot change the permissions in /proc. */
    @Test
    void refusesFilesThatItMayNotClose() {
        assertThatThrownBy(() -> PrivateFiles.closeFile(Path.of("/proc/sys/kernel/ostype")))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("/proc/sys/kernel/ostype", "chmod 600");
        assertThatThrownBy(() -> PrivateFiles.closeDirectory(Path.of("/proc/sys/kernel")))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("/proc/sys/kernel", "chmod 700");
    }

    @Test
    void keepsAnExistingFile() throws Exception {
        var file = place.resolve("lock");
        PrivateFiles.make(file);
        Files.writeString(file, "kept");

        PrivateFiles.make(file);

        assertThat(file).hasContent("kept");
    }

    @Test
    void closesCheckpointsAndDeclarations() throws Exception {
        new CheckpointStore(place.resolve("checkpoints"))
                .remember("lethe/acme\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        new RestoreMarker("id", "").declare(place);

        assertThat(open(place.resolve("checkpoints"))).isEmpty();
        assertThat(open(place.resolve("restored"))).isEmpty();
    }

    private static List<Path> open(Path place) throws IOException {
        try (var all = Files.walk(place)) {
            return all.filter(path -> !Files.isSymbolicLink(path) && isOpen(path))
                    .toList();
        }
    }

    private static boolean isOpen(Path path) {
        try {
            return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                    .anyMatch(OTHERS::contains);
        } catch (IOException gone) {
            return false;
        }
    }
}
