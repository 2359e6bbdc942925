package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lethe.fuzzing.Readers;
import lethe.vault.keyfile.EmailIndex.Address;

/**
 * Reads arbitrary bytes as buckets: anything may be on the disk, and everything without a correct checksum counts as damaged.
 */
final class BucketReaders implements Readers {
    private static final long SLOT = 7;
    private static final int BITS = 2;

    @Override
    public Map<String, Reader> all() {
        return Map.of("key-bucket", BucketReaders::bucket);
    }

    private static void bucket(byte[] bytes) {
        var page = Arrays.copyOf(bytes, IndexPage.size(BITS));
        var asFound = new IndexPage(0, BITS, page.clone());
        var written = new IndexPage(0, BITS, new IndexPage(0, BITS, page).bytes());

        assertThat(asFound.intact()).isEqualTo(Arrays.equals(written.bytes(), asFoundBytes(bytes)));
        assertThat(written.intact()).isTrue();
        assertThat(written.entries()).isBetween(0, 4 * IndexPage.ENTRIES);
        var address = new Address(
                ByteBuffer.wrap(page).getInt(), ByteBuffer.wrap(page).getLong(16));
        if (written.add(address, SLOT)) {
            assertThat(written.find(address)).contains(SLOT);
            assertThat(written.remove(List.of(SLOT))).isTrue();
            assertThat(written.find(address)).doesNotContain(SLOT);
        }
    }

    private static byte[] asFoundBytes(byte[] bytes) {
        return Arrays.copyOf(bytes, IndexPage.size(BITS));
    }
}
