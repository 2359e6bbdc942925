package lethe.platform.kernel;

/** Lethe does not start; the message is one sentence for whoever started it, saying what to do. */
public final class StartRefused extends RuntimeException {
    private final int exitCode;

    public StartRefused(String sentence) {
        this(1, sentence);
    }

    public StartRefused(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Another process serves the same data. */
    public static StartRefused dataInUse(String sentence) {
        return new StartRefused(4, sentence);
    }

    public int exitCode() {
        return exitCode;
    }
}
