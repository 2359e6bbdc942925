package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import lethe.platform.kernel.Crowded;
import lethe.web.api.HeldBytes.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeldBytesTest {
    private static final int OWN = 4 << 10;
    private static final int MOST = 1 << 20;
    private final HeldBytes held = new HeldBytes(MOST);

    @Test
    void doesNotCountSmallRequests() {
        for (var many = 0; many < 10_000; many++) {
            assertThat(held.lease(Share.STRANGERS).take(OWN)).isTrue();
        }
        assertThat(held.bytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void limitsEachShare(Share share) {
        var lease = held.lease(share);

        assertThat(lease.take(OWN + held.most(share))).isTrue();
        assertThat(lease.take(1)).isFalse();
        assertThat(held.lease(share).take(OWN + 1)).isFalse();
        assertThat(held.bytes()).isEqualTo(held.most(share));
    }

    @Test
    void reservesRoomForSignedInUsers() {
        for (var share : new Share[] {Share.STRANGERS, Share.FILES, Share.KEPT}) {
            assertThat(held.lease(share).take(OWN + held.most(share))).isTrue();
        }

        assertThat(held.lease(Share.CALLS).take(MOST / 5)).isTrue();
    }

    @Test
    void limitsTheTotal() {
        held.lease(Share.CALLS).take(OWN + MOST - 10);

        assertThat(held.lease(Share.STRANGERS).take(OWN + 11)).isFalse();
        assertThat(held.lease(Share.STRANGERS).take(OWN + 10)).isTrue();
        assertThat(held.bytes()).isEqualTo(MOST);
    }

    @Test
    void releasesRefusedAndClosedLeases() {
        var lease = held.lease(Share.FILES);
        assertThat(lease.take(MOST)).isFalse();
        assertThat(held.bytes()).isZero();
        assertThat(lease.take(MOST / 4)).isTrue();

        lease.close();
        lease.close();

        assertThat(held.bytes()).isZero();
        assertThat(held.lease(Share.FILES).take(MOST / 2)).isTrue();
    }

    @Test
    void refusesRequestsBeyondTheLimit() {
        assertThatThrownBy(() -> held.lease(Share.STRANGERS).need(MOST))
                .isInstanceOfSatisfying(
                        Crowded.class, crowded -> assertThat(crowded.status()).isEqualTo(503));
    }

    @Test
    void countsConcurrentLeasesCorrectly() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500)
                    .forEach(any -> threads.submit(() -> {
                        try (var lease = held.lease(Share.values()[any % 4])) {
                            while (lease.take(1_000)) {
                                assertThat(held.bytes()).isLessThanOrEqualTo(MOST);
                            }
                        }
                    }));
        }

        assertThat(held.bytes()).isZero();
    }
}
