package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.FaultyDisk;
import lethe.vault.storage.KeyFilePart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class KeyFileMaintenanceTest {
    private static final int KEYS = 20;

    @TempDir
    Path place;

    private final List<SecretKey> written = new ArrayList<>();
    private Path home;
    private Path mirror;
    private KeyFile keys;

    @BeforeEach
    void make() throws IOException {
        home = place.resolve("keys");
        mirror = place.resolve("mirror");
        keys = KeyFiles.fresh(home, mirror);
        for (var number = 1; number <= KEYS; number++) {
            written.add(KeyFiles.someKey());
            keys.slots().write(number, Kind.SECRETS, 0, written.getLast());
        }
        keys.syncBoth();
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void rewrapsEveryKeyAndErasesTheFormerWrapping() throws IOException {
        var before = keys.header();
        var address = keys.directory().address(KeyFiles.ACME, "bea@x.example");
        var slot = KeyFiles.slot(home, 3);

        rewrap(keys);

        assertThatEveryKeyExists(keys);
        assertThat(KeyFiles.slot(home, 3)).isNotEqualTo(slot);
        for (var file : List.of(KeyFilePart.slots(home), KeyFilePart.slots(mirror))) {
            assertThat(KeyFiles.holds(file, before.wrappingKey().array())).isFalse();
            assertThat(KeyFiles.holds(file, before.directoryKey().array())).isFalse();
        }
        assertThat(KeyFilePart.slots(mirror)).hasSameBinaryContentAs(KeyFilePart.slots(home));
        keys.close();
        keys = KeyFiles.open(home, mirror);
        assertThatEveryKeyExists(keys);
        assertThat(keys.directory().address(KeyFiles.ACME, "bea@x.example")).isEqualTo(address);
    }

    @Test
    void resumesAnInterruptedRewrapping() throws IOException {
        for (var done = 0; done <= KEYS + 1; done++) {
            var copy = place.resolve("killed-" + done);
            FileSystemUtils.copyRecursively(home, copy.resolve("keys"));
            try (var killed = KeyFiles.open(copy.resolve("keys"), null)) {
                killed.upkeep().beginRewrapping(KeyFiles.RANDOMNESS);
                killed.upkeep().rewrap(0, done);
            }

            try (var next = KeyFiles.open(copy.resolve("keys"), null)) {
                assertThatEveryKeyExists(next);
                assertThat(next.upkeep().isRewrapping()).isTrue();
                rewrap(next);

                assertThatEveryKeyExists(next);
                assertThat(next.upkeep().isRewrapping()).isFalse();
            }
        }
    }

    @Test
    void anotherNodeReadsAndWritesDuringAndAfterARewrapping() throws IOException {
        try (var other = KeyFiles.open(home, null, KeyFiles.MASTER, new FaultyDisk())) {
            keys.upkeep().beginRewrapping(KeyFiles.RANDOMNESS);
            keys.upkeep().rewrap(0, KEYS / 2);
            assertThatEveryKeyExists(other);
            keys.upkeep().rewrap(KEYS / 2, KEYS);
            keys.upkeep().endRewrapping();

            assertThatEveryKeyExists(other);
            other.directory().refresh();
            written.add(KeyFiles.someKey());
            other.slots().write(KEYS + 1, Kind.SECRETS, 0, written.getLast());
            other.sync();

            assertThatEveryKeyExists(keys);
        }
    }

    @Test
    void doesNotRestoreDestroyedKeys() throws IOException {
        keys.slots().destroy(4);
        keys.syncBoth();

        rewrap(keys);

        assertThat(KeyFiles.slot(home, 4)).containsOnly(0);
        assertThat(keys.slots().key(4)).isEmpty();
    }

    @Test
    void refusesToBeginWithoutTheMirror() throws IOException {
        Files.move(mirror, place.resolve("unmounted"));
        keys.slots().destroy(4);
        keys.sync();
        var before = keys.header();

        assertThatThrownBy(() -> keys.upkeep().beginRewrapping(KeyFiles.RANDOMNESS))
                .isInstanceOf(Unavailable.class);

        assertThat(keys.header()).isEqualTo(before);
    }

    @Test
    void distinguishesDestroyedFromDamagedKeys() throws IOException {
        keys.slots().destroy(4);
        keys.syncBoth();
        KeyFiles.flipBit(KeyFilePart.slots(home), Slots.position(7) + 20);
        KeyFiles.flipBit(KeyFilePart.directory(home, KeyFiles.BITS), 100);

        var inspection = keys.upkeep().inspect();

        assertThat(inspection.there()).isEqualTo(KEYS - 1);
        assertThat(inspection.empty().stream()).containsExactly(4);
        assertThat(inspection.damaged().stream()).containsExactly(7);
        assertThat(inspection.damagedGroups().stream()).containsExactly(0);
    }

    @Test
    void recognisesItsMasterKey() {
        assertThat(keys.upkeep().isOpenedBy(KeyFiles.MASTER)).isTrue();
        assertThat(keys.upkeep().isOpenedBy(KeyFiles.someKey())).isFalse();
    }

    @Test
    void opensACopyLikeTheOriginal() throws IOException {
        keys.upkeep().copyTo(place.resolve("copy"));

        try (var copy = KeyFiles.open(place.resolve("copy"), null)) {
            assertThatEveryKeyExists(copy);
            assertThat(copy.mark()).isEqualTo(keys.mark());
        }
    }

    private static void rewrap(KeyFile file) {
        file.upkeep().beginRewrapping(KeyFiles.RANDOMNESS);
        var more = true;
        for (var from = 0; more; from += 7) {
            more = file.upkeep().rewrap(from, 7);
        }
        file.upkeep().endRewrapping();
    }

    private void assertThatEveryKeyExists(KeyFile file) {
        for (var number = 1; number <= written.size(); number++) {
            assertThat(file.slots().key(number)).contains(written.get(number - 1));
        }
    }
}
