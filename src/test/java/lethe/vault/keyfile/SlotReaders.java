package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import lethe.fuzzing.Readers;

/**
 * Reads arbitrary bytes as slots and headers: anything may be on the disk; without a correct checksum it counts as damaged, and
 * with one it must be valid.
 */
final class SlotReaders implements Readers {
    private static final long SLOT = 7;
    private static final int SUM = Slots.SIZE - Integer.BYTES;

    @Override
    public Map<String, Reader> all() {
        return Map.of(
                "master-key", Reader.ofText(SlotReaders::masterKey),
                "key-header", SlotReaders::header,
                "key-slot", SlotReaders::slot);
    }

    private static void masterKey(String text) {
        MasterKey.parse(text).ifPresent(key -> {
            assertThat(key.getEncoded()).hasSize(KeyWrap.KEY);
            assertThat(MasterKey.parse(MasterKey.code(key))).hasValue(key);
        });
    }

    private static void header(byte[] bytes) {
        var start = Arrays.copyOf(bytes, Slots.START);
        check(start);
        summed(start, 0, KeyFileHeader.SIZE - Integer.BYTES);
        summed(start, KeyFileHeader.APART, KeyFileHeader.SIZE - Integer.BYTES);
        check(start);
    }

    private static void check(byte[] start) {
        KeyFileHeader.newest(start).ifPresent(header -> {
            assertThat(header.position()).isIn(0L, (long) KeyFileHeader.APART);
            assertThat(header.bits()).isBetween(0, 30);
            assertThat(header.mark()).isNotNegative();
            assertThat(KeyFileHeader.newest(Arrays.copyOf(header.bytes(), Slots.START)))
                    .hasValue(header);
        });
    }

    /** Bytes with a wrong checksum are no slot; with a correct one their kind must exist. */
    private static void slot(byte[] bytes) {
        var slot = Arrays.copyOf(bytes, Slots.SIZE);
        var isWhole = ByteBuffer.wrap(slot).getInt(SUM) == sum(slot, 0, SUM);
        assertThat(Slots.intact(slot, 0, SLOT)).isEqualTo(isWhole && isOne(slot));
        summed(slot, 0, SUM);
        assertThat(Slots.intact(slot, 0, SLOT)).isEqualTo(isOne(slot));
    }

    private static boolean isOne(byte[] slot) {
        return slot[0] >= 1
                && slot[0] <= Slots.Kind.values().length
                && ByteBuffer.wrap(slot).getLong(2 * Integer.BYTES) == SLOT;
    }

    private static void summed(byte[] bytes, int at, int length) {
        ByteBuffer.wrap(bytes).putInt(at + length, sum(bytes, at, length));
    }

    private static int sum(byte[] bytes, int at, int length) {
        var sum = new CRC32C();
        sum.update(bytes, at, length);
        return (int) sum.getValue();
    }
}
