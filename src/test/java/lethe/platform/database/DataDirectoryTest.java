package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path place;

    @Test
    void isPrivate() throws Exception {
        try (var directory = DataDirectory.lock(place.resolve("data"), false)) {
            assertThat(Files.getPosixFilePermissions(directory.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void allowsOneLetheAtATime() {
        try (var first = DataDirectory.lock(place, false)) {
            assertThatThrownBy(() -> DataDirectory.lock(first.path(), false))
                    .isInstanceOfSatisfying(StartupRefused.class, refusal -> assertThat(refusal.exitCode())
                            .isEqualTo(4));
        }
    }

    @Test
    void isFreeAfterClosing() throws Exception {
        DataDirectory.lock(place, false).close();

        assertThat(DataDirectory.isInUse(place)).isFalse();
        DataDirectory.lock(place, false).close();
    }

    @Test
    void checkingForUseDoesNotCreateIt() throws Exception {
        assertThat(DataDirectory.isInUse(place.resolve("nowhere"))).isFalse();

        assertThat(place.resolve("nowhere")).doesNotExist();
    }
}
