package lethe.platform.markdown;

import java.util.function.LongSupplier;

/** What is written of a text, until it becomes too much or takes too long. */
final class Bounded implements Appendable {
    private static final int MOST = 4_000_000;
    private static final long PATIENCE_NANOS = 2_000_000_000;
    private final StringBuilder written = new StringBuilder();
    private final LongSupplier nanos;
    private final long begun;

    Bounded(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    @Override
    public Bounded append(CharSequence text) {
        return append(text, 0, text.length());
    }

    @Override
    public Bounded append(CharSequence text, int start, int end) {
        var tooMuch = end - start > MOST - written.length();
        if (tooMuch || Thread.currentThread().isInterrupted() || nanos.getAsLong() - begun > PATIENCE_NANOS) {
            throw new TooMuch();
        }
        written.append(text, start, end);
        return this;
    }

    @Override
    public Bounded append(char letter) {
        return append(String.valueOf(letter));
    }

    @Override
    public String toString() {
        return written.toString();
    }

    /** Nothing of the text. */
    static final class TooMuch extends RuntimeException {
        TooMuch() {
            super("more than is borne of one text", null, false, false);
        }
    }
}
