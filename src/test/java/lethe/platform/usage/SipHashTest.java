package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.macs.SipHash;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class SipHashTest {
    @Test
    void matchesTheAuthorsVectors() {
        assertThat(lethe.platform.usage.SipHash.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, 0x0706050403020100L))
                .isEqualTo(0x93f5f5799a932462L);
    }

    @Test
    void matchesAnotherLibrary() {
        var random = new SplittableRandom(1);
        for (var round = 0; round < 1000; round++) {
            var key0 = random.nextLong();
            var key1 = random.nextLong();
            var message = random.nextLong();

            assertThat(lethe.platform.usage.SipHash.of(key0, key1, message)).isEqualTo(reference(key0, key1, message));
        }
    }

    private static long reference(long key0, long key1, long message) {
        var mac = new SipHash();
        mac.init(new KeyParameter(bytes(key0, key1)));
        mac.update(bytes(message), 0, Long.BYTES);
        return mac.doFinal();
    }

    private static byte[] bytes(long... words) {
        var bytes = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var word : words) {
            bytes.putLong(word);
        }
        return bytes.array();
    }
}
