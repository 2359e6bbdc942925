package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.KeyFilePart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotsTest {
    @TempDir
    Path place;

    private KeyFile keys;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        keys = KeyFiles.fresh(place.resolve("keys"), place.resolve("mirror"));
        file = KeyFilePart.slots(place.resolve("keys"));
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void keepsAKeyAcrossARestart() throws IOException {
        var key = KeyFiles.someKey();

        keys.slots().write(5, Kind.EMAIL, 0xCAFE, key);
        keys.syncBoth();
        keys.close();
        keys = KeyFiles.open(place.resolve("keys"), place.resolve("mirror"));

        assertThat(keys.slots().key(5)).contains(key);
        assertThat(keys.slots().find(5).orElseThrow().place()).isEqualTo(0xCAFE);
        assertThat(keys.slots().find(5).orElseThrow().kind()).isEqualTo(Kind.EMAIL);
    }

    @Test
    void containsNoKeyInClear() throws IOException {
        var key = KeyFiles.someKey();

        keys.slots().write(5, Kind.SECRETS, 0, key);

        assertThat(KeyFiles.holds(file, Arrays.copyOf(key.getEncoded(), 8))).isFalse();
    }

    @Test
    void erasesADestroyedKeyFromFileAndMirror() throws IOException {
        var mirror = KeyFilePart.slots(place.resolve("mirror"));
        keys.slots().write(5, Kind.SECRETS, 0, KeyFiles.someKey());
        keys.syncBoth();
        var wrapped = keys.slots().find(5).orElseThrow().wrapped().array();
        assertThat(KeyFiles.holds(file, wrapped)).isTrue();
        assertThat(KeyFiles.holds(mirror, wrapped)).isTrue();

        keys.erase(List.of(5L), List.of());
        assertThat(keys.isErased(List.of(5L), List.of())).isTrue();

        assertThat(KeyFiles.holds(file, Arrays.copyOf(wrapped, 8))).isFalse();
        assertThat(KeyFiles.holds(mirror, Arrays.copyOf(wrapped, 8))).isFalse();
        assertThat(KeyFiles.bytes(file, Slots.position(5), Slots.SIZE)).containsOnly(0);
        assertThat(KeyFiles.bytes(mirror, Slots.position(5), Slots.SIZE)).containsOnly(0);
        assertThat(keys.slots().key(5)).isEmpty();
    }

    @Test
    void distinguishesDestroyedFromDamagedSlots() throws IOException {
        for (var number = 1; number <= 3; number++) {
            keys.slots().write(number, Kind.SECRETS, 0, KeyFiles.someKey());
        }

        KeyFiles.overwrite(file, Slots.position(1), new byte[Slots.SIZE]);
        KeyFiles.flipBit(file, Slots.position(2) + 30);
        KeyFiles.overwrite(file, Slots.position(3) + 32, new byte[32]);

        assertThat(keys.slots().key(1)).isEmpty();
        assertThatThrownBy(() -> keys.slots().key(2)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> keys.slots().key(3)).isInstanceOf(Unavailable.class);
    }

    @Test
    void rejectsAnotherSlotsBytes() throws IOException {
        keys.slots().write(1, Kind.SECRETS, 0, KeyFiles.someKey());
        keys.slots().write(2, Kind.SECRETS, 0, KeyFiles.someKey());

        KeyFiles.overwrite(file, Slots.position(1), KeyFiles.bytes(file, Slots.position(2), Slots.SIZE));

        assertThatThrownBy(() -> keys.slots().key(1)).isInstanceOf(Unavailable.class);
    }

    @Test
    void destroysADamagedSlotAsWell() throws IOException {
        keys.slots().write(1, Kind.SECRETS, 0, KeyFiles.someKey());
        KeyFiles.flipBit(file, Slots.position(1) + 30);

        keys.erase(List.of(1L), keys.groups(List.of(1L)));

        assertThat(KeyFiles.bytes(file, Slots.position(1), Slots.SIZE)).containsOnly(0);
    }

    @Test
    void refusesToWriteANumberTwice() {
        keys.slots().write(1, Kind.SECRETS, 0, KeyFiles.someKey());

        assertThatThrownBy(() -> keys.slots().write(1, Kind.SECRETS, 0, KeyFiles.someKey()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void remembersTheHighestNumberEvenIfDestroyed() throws IOException {
        keys.slots().write(9, Kind.SECRETS, 0, KeyFiles.someKey());
        keys.slots().destroy(9);
        keys.syncBoth();
        keys.close();

        keys = KeyFiles.open(place.resolve("keys"), null);

        assertThat(keys.mark()).isEqualTo(9);
    }
}
