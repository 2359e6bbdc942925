package lethe.vault.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LosingFileTest {
    private static final int SECTOR = 512;
    private static final int SECTORS = 64;

    @TempDir
    private Path place;

    @Test
    void losesOnlyUnsyncedSectors() throws IOException {
        var path = Files.createFile(place.resolve("file"));
        var synced = bytes(1);
        var unsynced = bytes(2);

        try (var file = new LosingDisk(7).open(path)) {
            file.write(0, synced);
            file.force();
            assertThat(Files.readAllBytes(path)).isEqualTo(synced);
            file.write(0, unsynced);
            assertThat(file.read(0, unsynced.length)).isEqualTo(unsynced);
            assertThat(file.readBack(100, 1000)).isEqualTo(Arrays.copyOfRange(unsynced, 100, 1100));
        }

        var left = Files.readAllBytes(path);
        assertThat(left).hasSize(SECTOR * SECTORS).contains(1).contains(2);
        for (var sector = 0; sector < SECTORS; sector++) {
            var one = Arrays.copyOfRange(left, sector * SECTOR, (sector + 1) * SECTOR);
            assertThat(one).containsOnly(one[0]);
        }
    }

    @Test
    void growsImmediately() throws IOException {
        var path = Files.createFile(place.resolve("file"));

        try (var file = new LosingDisk(7).open(path)) {
            file.write(8192, new byte[64]);

            assertThat(file.size()).isEqualTo(8256);
            assertThat(path).hasSize(8256);
        }
    }

    private static byte[] bytes(int content) {
        var bytes = new byte[SECTOR * SECTORS];
        Arrays.fill(bytes, (byte) content);
        return bytes;
    }
}
