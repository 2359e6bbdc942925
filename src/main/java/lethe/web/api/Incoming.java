package lethe.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A body while it is received: counted against {@link HeldBytes}, limited in length, and aborted if it arrives too
 * slowly, even if steadily.
 */
final class Incoming extends InputStream {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SLOWEST = 8 << 10;
    private final InputStream body;
    private final long most;
    private final HeldBytes.Lease lease;
    private final int copies;
    private final LongSupplier nanoTime;
    private final long begun;
    private long read;

    /** @param copies how many copies of each byte will be in memory */
    Incoming(InputStream body, long most, HeldBytes.Lease lease, int copies, LongSupplier nanoTime) {
        this.body = body;
        this.most = most;
        this.lease = lease;
        this.copies = copies;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Answers 413 if the body is too long, 408 if too slow, 503 if memory is short, 400 if it is truncated. */
    @Override
    public int read(byte[] into, int offset, int length) {
        var count = receive(into, offset, length);
        if (count > 0) {
            read += count;
            lease.need((long) count * copies);
        }
        if (read > most) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        if (nanoTime.getAsLong() - begun > PATIENCE.plusSeconds(read / SLOWEST).toNanos()) {
            throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
        }
        return count;
    }

    private int receive(byte[] into, int offset, int length) {
        try {
            return body.read(into, offset, length);
        } catch (IOException failed) {
            if (isTimeout(failed)) {
                throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT, null, failed);
            }
            throw BadRequest.body();
        }
    }

    private static boolean isTimeout(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(SocketTimeoutException.class::isInstance);
    }
}
