package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import lethe.platform.kernel.KeySlot;
import lethe.vault.keyfile.KeyFiles;
import lethe.vault.storage.FaultyDisk;
import org.junit.jupiter.api.BeforeEach;

/** A vault with a mirror, on disks that have faults. */
abstract class MirroredVault extends Guests {
    Path data;
    Path mirror;
    Vault node;
    Guest bea;
    Guest leo;

    @BeforeEach
    void beaAndLeo() throws IOException {
        data = copyOfKeys();
        mirror = place.resolve("mirror");
        node = mirrored(disk.withMirror(mirror));
        bea = create(node, BEA);
        leo = create(node, LEO);
    }

    void assertThatBeaIsForgotten(Vault by) throws IOException {
        assertThat(isZeroOnBoth(bea.slot())).isTrue();
        assertThat(inLedger(bea.slot())).isTrue();
        assertThatThrownBy(() -> open(by, bea)).isInstanceOf(KeyDestroyed.class);
        assertThat(in(acme, () -> by.find(acme, BEA))).isEmpty();
    }

    Vault mirrored(FaultyDisk on) {
        return node(on, "lethe.data", data.toString(), "lethe.keys-mirror", mirror.toString());
    }

    boolean inLedger(KeySlot slot) {
        return jdbc.sql("select exists (select from destroyed_slot where slot = :slot)")
                .param("slot", slot.number())
                .query(Boolean.class)
                .single();
    }

    boolean isZeroOnBoth(KeySlot slot) throws IOException {
        var zeros = new byte[64];
        return Arrays.equals(KeyFiles.slot(data.resolve("keys"), slot.number()), zeros)
                && Arrays.equals(KeyFiles.slot(mirror, slot.number()), zeros);
    }
}
