package lethe.platform.formats;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * How long texts are read and written: two seconds, for all that one request shows together; where there is no request, as for
 * a mail, each text has its own.
 */
final class Patience {
    static final long NANOS = 2_000_000_000;
    private static final String OF_REQUEST = Patience.class.getName();
    private final LongSupplier nanos;
    private long begun;
    private long spent;

    Patience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    static Patience current() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return new Patience(System::nanoTime);
        }
        if (request.getAttribute(OF_REQUEST, RequestAttributes.SCOPE_REQUEST) instanceof Patience known) {
            return known;
        }
        var fresh = new Patience(System::nanoTime);
        request.setAttribute(OF_REQUEST, fresh, RequestAttributes.SCOPE_REQUEST);
        return fresh;
    }

    /** What passes meanwhile is spent; one text after the other. */
    <T> T spend(Supplier<T> work) {
        begun = nanos.getAsLong();
        try {
            return work.get();
        } finally {
            spent += nanos.getAsLong() - begun;
        }
    }

    /** To be called again and again by what is done. */
    void check() {
        if (Thread.currentThread().isInterrupted() || spent + nanos.getAsLong() - begun > NANOS) {
            throw new TooMuch();
        }
    }
}
