package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import lethe.platform.kernel.StartupRefused;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.FaultyDisk;
import lethe.vault.storage.KeyFilePart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path place;

    private Path home;
    private Path mirror;

    @BeforeEach
    void make() throws IOException {
        home = place.resolve("keys");
        mirror = place.resolve("mirror");
        KeyFiles.fresh(home, null).close();
    }

    @Test
    void isPrivate() throws IOException {
        assertThat(permissions(home)).isEqualTo("rwx------");
        assertThat(permissions(KeyFilePart.slots(home))).isEqualTo("rw-------");
        assertThat(permissions(KeyFilePart.directory(home, KeyFiles.BITS))).isEqualTo("rw-------");
    }

    @Test
    void opensOnlyWithItsMasterKey() {
        assertThatThrownBy(() -> KeyFiles.open(home, null, KeyFiles.someKey(), new FaultyDisk()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("recovery code")
                .hasMessageContaining("LETHE_MASTER_KEY");
    }

    @Test
    void usesTheNewerHeaderOrTheOlderIfThatIsTorn() throws IOException {
        try (var keys = KeyFiles.open(home, null)) {
            keys.remember(100);
            keys.remember(200);
            assertThat(keys.header().mark()).isEqualTo(200);

            KeyFiles.flipBit(KeyFilePart.slots(home), keys.header().position() + 300);
            assertThat(keys.header().mark()).isEqualTo(100);

            KeyFiles.overwrite(KeyFilePart.slots(home), keys.header().position(), new byte[256]);
            assertThatThrownBy(keys::header).isInstanceOf(StartupRefused.class).hasMessageContaining("restore");
        }
    }

    @Test
    void overwritesTheTornHeaderNext() throws IOException {
        try (var keys = KeyFiles.open(home, null)) {
            keys.remember(100);
            var torn = keys.header().position();
            KeyFiles.flipBit(KeyFilePart.slots(home), torn + 300);

            keys.remember(300);

            assertThat(keys.header().mark()).isEqualTo(300);
            assertThat(keys.header().position()).isEqualTo(torn);
        }
    }

    @Test
    void fillsANewMirror() throws IOException {
        try (var keys = KeyFiles.open(home, null)) {
            keys.slots().write(3, Kind.SECRETS, 0, KeyFiles.someKey());
            keys.sync();
        }

        KeyFiles.open(home, mirror).close();

        assertThat(KeyFilePart.slots(mirror)).hasSameBinaryContentAs(KeyFilePart.slots(home));
        assertThat(KeyFilePart.directory(mirror, KeyFiles.BITS))
                .hasSameBinaryContentAs(KeyFilePart.directory(home, KeyFiles.BITS));
    }

    @Test
    void makesAMirrorPrivate() throws IOException {
        KeyFiles.open(home, mirror).close();
        var beneath = Files.createDirectory(mirror.resolve("lost+found"));
        for (var place : List.of(mirror, beneath, KeyFilePart.slots(mirror), mirror.resolve("lock"))) {
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        }

        KeyFiles.open(home, mirror).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mirror)))
                .isEqualTo("rwx------");
        for (var file : List.of(KeyFilePart.slots(mirror), mirror.resolve("lock"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(beneath)))
                .as("somebody else's")
                .isEqualTo("rwxrwxrwx");
    }

    @Test
    void opensFromItsMirrorWhenTheDiskIsLost() throws IOException {
        var key = KeyFiles.someKey();
        try (var keys = KeyFiles.open(home, mirror)) {
            keys.slots().write(3, Kind.SECRETS, 0, key);
            keys.syncBoth();
        }

        try (var keys = KeyFiles.open(mirror, null)) {
            assertThat(keys.slots().key(3)).contains(key);
        }
    }

    @Test
    void refusesAMirrorThatIsNewer() throws IOException {
        Files.copy(KeyFilePart.slots(home), place.resolve("old"));
        try (var keys = KeyFiles.open(home, mirror)) {
            keys.slots().write(3, Kind.SECRETS, 0, KeyFiles.someKey());
            keys.syncBoth();
        }
        Files.move(place.resolve("old"), KeyFilePart.slots(home), StandardCopyOption.REPLACE_EXISTING);
        var before = Files.readAllBytes(KeyFilePart.slots(mirror));

        assertThatThrownBy(() -> KeyFiles.open(home, mirror))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("older than its mirror");

        assertThat(KeyFilePart.slots(mirror)).hasBinaryContent(before);
    }

    @Test
    void refusesAMirrorOfAnotherInstallation() throws IOException {
        NewKeyFile.make(mirror, KeyFiles.RANDOMNESS.uuid(), KeyFiles.BITS, KeyFiles.MASTER, KeyFiles.RANDOMNESS);
        var before = Files.readAllBytes(KeyFilePart.slots(mirror));

        assertThatThrownBy(() -> KeyFiles.open(home, mirror))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("another installation");

        assertThat(KeyFilePart.slots(mirror)).hasBinaryContent(before);
    }

    @Test
    void treatsAnEmptyMirrorDirectoryAsUnmounted() throws IOException {
        KeyFiles.open(home, mirror).close();
        Files.move(mirror, place.resolve("unmounted"));
        Files.createDirectory(mirror);

        try (var keys = KeyFiles.open(home, mirror)) {
            assertThat(keys.mirrorIsAway()).isTrue();
            assertThat(mirror).isEmptyDirectory();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
