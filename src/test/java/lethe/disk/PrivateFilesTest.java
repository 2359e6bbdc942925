package lethe.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    private Path place;

    @Test
    void aFileIsReplacedWhereItIsAndWhereItIsNot() throws IOException {
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
    void oneThatCannotBeReplacedStaysAndNothingIsLeftBesideIt() throws IOException {
        var directory = Files.createDirectories(place.resolve("file/full"));

        assertThatThrownBy(() -> PrivateFiles.replace(place.resolve("file"), "text"))
                .isInstanceOf(IOException.class);

        assertThat(directory).isDirectory();
        try (var all = Files.list(place)) {
            assertThat(all).containsExactly(place.resolve("file"));
        }
    }
}
