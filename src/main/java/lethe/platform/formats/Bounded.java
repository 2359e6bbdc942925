package lethe.platform.formats;

/** The output of a renderer, limited in length and time. */
final class Bounded implements Appendable {
    static final int MOST = 4_000_000;
    private final StringBuilder written = new StringBuilder();
    private final Patience patience;

    Bounded(Patience patience) {
        this.patience = patience;
    }

    @Override
    public Bounded append(CharSequence text) {
        return append(text, 0, text.length());
    }

    @Override
    public Bounded append(CharSequence text, int start, int end) {
        patience.check();
        if (end - start > MOST - written.length()) {
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
}
