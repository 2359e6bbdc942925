package lethe.messaging.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * A socket that bounds each answer in time and size, even if it trickles in byte by byte. The library knows only a
 * time-out for each read, and reads lines of any length and number.
 */
final class SmtpSocket extends Socket {
    /** A reply line has at most 512 octets (RFC 5321, 4.5.3.1.5); TLS begins with a chain of certificates. */
    private static final int MOST = 128 * 1024;

    private volatile long until = System.nanoTime();
    private volatile int left = MOST;

    /** Sets how long to wait for the next answer, from now on. */
    void await(Duration patience) {
        until = System.nanoTime() + patience.toNanos();
        left = MOST;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                ready();
                var one = super.read();
                left -= one < 0 ? 0 : 1;
                return one;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                ready();
                var count = super.read(bytes, offset, length);
                left -= Math.max(count, 0);
                return count;
            }
        };
    }

    private void ready() throws IOException {
        var wait = Duration.ofNanos(until - System.nanoTime());
        if (left <= 0) {
            throw new IOException("endless answer");
        } else if (!wait.isPositive()) {
            throw new SocketTimeoutException("no answer");
        }
        setSoTimeout((int) Math.clamp(wait.toMillis(), 1, Integer.MAX_VALUE));
    }

    /** A factory that returns only this socket. */
    SocketFactory factory() {
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return SmtpSocket.this;
            }

            // The library makes all connections by the method above; sockets made by these would not be bounded.
            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int local) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int local) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
