package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imitates the kernel's layout: numbers link to devices, and a partition's directory is inside its disk's. */
class DeviceTest {
    private static final long SDA1 = 8 << 8 | 1;
    private static final long NVME = 259 << 8 | 3;

    @TempDir
    Path sys;

    private Path known;

    @BeforeEach
    void devices() throws IOException {
        known = Files.createDirectories(sys.resolve("dev/block"));
        device("8:1", "devices/sda/sda1");
        device("259:3", "devices/nvme0n1");
    }

    @Test
    void aPartitionInheritsFromItsDisk() throws IOException {
        queue("devices/sda", "1");
        assertThat(Device.of(SDA1, known).orElseThrow().rotates()).isTrue();

        queue("devices/sda", "0");
        assertThat(Device.of(SDA1, known).orElseThrow().rotates()).isFalse();
    }

    @Test
    void treatsUnknownDevicesAsFlash() throws IOException {
        assertThat(Device.of(NVME, known).orElseThrow().rotates()).isFalse();
        queue("devices/nvme0n1", "0");
        assertThat(Device.of(NVME, known).orElseThrow().rotates()).isFalse();
    }

    @Test
    void findsNoDeviceForOverlaysAndNetworkStorage() throws IOException {
        assertThat(Device.of(0x2f, known)).isEmpty();
        assertThat(Device.of(0, known)).isEmpty();
        assertThat(Device.of(sys)).isNotNull();
    }

    @Test
    void decodesLargeDeviceNumbers() throws IOException {
        device("4100:300", "devices/large");
        queue("devices/large", "1");

        var number = (4100L & 0xfff) << 8 | (4100L & ~0xfffL) << 32 | 300L & 0xff | (300L & ~0xffL) << 12;

        assertThat(Device.of(number, known).orElseThrow().rotates()).isTrue();
    }

    @Test
    void theSentenceMatchesTheDrive() {
        assertThat(new OverwriteGuarantee(true, "ext4", true).sentence()).isEqualTo("overwritten in place");
        assertThat(new OverwriteGuarantee(true, "ext4", false).sentence())
                .isEqualTo("overwritten in place (file system); the drive may keep old pages");
        assertThat(new OverwriteGuarantee(false, "btrfs", true).sentence()).isEqualTo("old blocks may remain (btrfs)");
    }

    private void device(String number, String path) throws IOException {
        var directory = Files.createDirectories(sys.resolve(path));
        Files.createSymbolicLink(known.resolve(number), directory);
    }

    private void queue(String path, String rotates) throws IOException {
        Files.writeString(
                Files.createDirectories(sys.resolve(path).resolve("queue")).resolve("rotational"), rotates + "\n");
    }
}
