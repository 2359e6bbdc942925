package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Crowded;
import lethe.web.api.HeldBytes.Share;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

class IncomingTest {
    private final AtomicLong now = new AtomicLong();
    private final HeldBytes held = new HeldBytes(1 << 20);
    private final HeldBytes.Lease lease = held.lease(Share.CALLS);

    @Test
    void countsEveryCopy() throws IOException {
        var incoming = new Incoming(body(100_000), 100_000, lease, 2, now::get);

        assertThat(incoming.readAllBytes()).hasSize(100_000);
        assertThat(held.bytes()).isEqualTo(200_000 - 4_096);
    }

    @Test
    void refusesOneByteMore() {
        var incoming = new Incoming(body(100_001), 100_000, lease, 1, now::get);

        assertThatThrownBy(incoming::readAllBytes).hasToString(status(HttpStatus.CONTENT_TOO_LARGE));
    }

    @Test
    void stopsReadingAtTheLimit() {
        var body = body(10_000_000);

        assertThatThrownBy(() -> new Incoming(body, 50_000, lease, 1, now::get).readAllBytes())
                .isInstanceOf(ResponseStatusException.class);
        assertThat(body.available()).isGreaterThan(9_900_000);
        assertThat(held.bytes()).isLessThan(100_000);
    }

    @Test
    void refusesBodiesBeyondTheMemoryLimit() {
        assertThatThrownBy(() -> new Incoming(body(2 << 20), 8 << 20, lease, 1, now::get).readAllBytes())
                .isInstanceOf(Crowded.class);
    }

    @Test
    void abortsTricklingBodies() {
        var drops = new InputStream() {
            @Override
            public int read() {
                now.addAndGet(TimeUnit.SECONDS.toNanos(1));
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                into[offset] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> new Incoming(drops, 1_000_000, lease, 1, now::get).readAllBytes())
                .hasToString(status(HttpStatus.REQUEST_TIMEOUT));
        assertThat(TimeUnit.NANOSECONDS.toSeconds(now.get())).isEqualTo(21);
    }

    @Test
    void allowsLargeFilesMoreTime() throws IOException {
        var slow = new InputStream() {
            private int left = 4_000_000;

            @Override
            public int read() {
                throw new IllegalStateException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                var read = left > 0 ? Math.min(length, left) : -1;
                now.addAndGet(TimeUnit.SECONDS.toNanos(1) * read / 16_384);
                left -= read;
                return read;
            }
        };

        var read = new Incoming(slow, 8 << 20, new HeldBytes(64 << 20).lease(Share.FILES), 1, now::get).readAllBytes();

        assertThat(read).hasSize(4_000_000);
    }

    @Test
    void mapsTimeoutsAndTruncation() {
        assertThatThrownBy(() -> failing(new IOException(new SocketTimeoutException())))
                .hasToString(status(HttpStatus.REQUEST_TIMEOUT));
        assertThatThrownBy(() -> failing(new SocketTimeoutException())).hasToString(status(HttpStatus.REQUEST_TIMEOUT));
        assertThatThrownBy(() -> failing(new IOException("reset"))).isInstanceOf(BadRequest.class);
    }

    private void failing(IOException failure) throws IOException {
        var body = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
        new Incoming(body, 100, lease, 1, now::get).readAllBytes();
    }

    private static ByteArrayInputStream body(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }

    private static String status(HttpStatus status) {
        return new ResponseStatusException(status).toString();
    }
}
