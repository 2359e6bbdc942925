package lethe.platform.formats;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The time limit for parsing and rendering: two seconds for all texts of a request; without a request, as for a mail, for each
 * text.
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

    /** Counts the time of the work as spent; not to be nested. */
    <T> T spend(Supplier<T> work) {
        begun = nanos.getAsLong();
        try {
            return work.get();
        } finally {
            spent += nanos.getAsLong() - begun;
        }
    }

    /** To be called repeatedly by the work. */
    void check() {
        if (Thread.currentThread().isInterrupted() || spent + nanos.getAsLong() - begun > NANOS) {
            throw new TooMuch();
        }
    }
}
