package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private final Fingerprints fingerprints = new Fingerprints();

    @Test
    void countEachOnce() {
        for (var round = 0; round < 3; round++) {
            new SplittableRandom(7).longs(10_000).forEach(fingerprints::add);
        }

        assertThat(fingerprints.wipe()).isEqualTo(10_000);
    }

    @Test
    void countCollidingNumbers() {
        IntStream.range(0, 1000).forEach(high -> fingerprints.add((long) high << 40));
        fingerprints.add(-1);

        assertThat(fingerprints.wipe()).isEqualTo(1001);
    }

    @Test
    void areEmptyAfterWiping() {
        fingerprints.add(3);

        assertThat(fingerprints.wipe()).isEqualTo(1);
        fingerprints.add(4);
        assertThat(fingerprints.wipe()).isZero();
    }

    @Test
    void loseNothingUnderConcurrentAdditions() throws InterruptedException {
        var together = new CyclicBarrier(4);
        var threads = IntStream.range(0, 4)
                .mapToObj(number -> Thread.ofVirtual().start(() -> {
                    try {
                        together.await();
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                    new SplittableRandom(number / 2).longs(20_000).forEach(fingerprints::add);
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(fingerprints.wipe()).isEqualTo(40_000);
    }
}
