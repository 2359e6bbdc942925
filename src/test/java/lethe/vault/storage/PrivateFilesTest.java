package lethe.vault.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    private static final int NOBODY = 65_534;

    @TempDir
    private Path place;

    /** As at the top of a file system, where {@code lost+found} belongs to root. */
    @Test
    void skipsAnInaccessibleDirectory() throws Exception {
        var data = Files.createDirectory(place.resolve("data"));
        var lost = Files.createDirectory(data.resolve("lost+found"));
        var open = Files.createFile(Files.createDirectory(data.resolve("open")).resolve("file"));
        for (var path : List.of(place, data, open.getParent(), open)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(lost, Set.of());

        assertThat(asNobody(data).waitFor()).isZero();

        assertThat(lost).exists();
        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(open)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** Runs the call as an unprivileged user, because root can access everything. */
    private Process asNobody(Path data) throws IOException {
        var command = new ArrayList<String>();
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
            for (var path : List.of(data, data.resolve("open"), data.resolve("open/file"))) {
                Files.setAttribute(path, "unix:uid", NOBODY);
            }
        }
        for (var each : List.of(PrivateFiles.class, StartupRefused.class, Closing.class)) {
            var name = each.getName().replace('.', '/') + ".class";
            var copy = place.resolve(name);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            try (var bytes = Objects.requireNonNull(each.getClassLoader().getResourceAsStream(name))) {
                Files.copy(bytes, copy);
            }
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                place.toString(),
                Closing.class.getName(),
                data.toString()));
        return new ProcessBuilder(command).inheritIO().start();
    }

    static final class Closing {
        private Closing() {}

        public static void main(String[] arguments) throws IOException {
            PrivateFiles.close(Path.of(arguments[0]), path -> false);
        }
    }

    @Test
    void replacesOrCreatesAFile() throws IOException {
        var file = place.resolve("new/file");

        PrivateFiles.replace(file, "one\n");
        assertThat(file).hasContent("one\n");
        PrivateFiles.replace(file, "2");

        assertThat(file).hasContent("2");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(place.resolve("new")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void keepsTheFileAndLeavesNoRemainsIfReplacingFails() throws IOException {
        var directory = Files.createDirectories(place.resolve("file/full"));

        assertThatThrownBy(() -> PrivateFiles.replace(place.resolve("file"), "text"))
                .isInstanceOf(IOException.class);

        assertThat(directory).isDirectory();
        try (var all = Files.list(place)) {
            assertThat(all).containsExactly(place.resolve("file"));
        }
    }
}
