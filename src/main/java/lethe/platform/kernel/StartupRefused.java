package lethe.platform.kernel;

/** Lethe does not start; the message is one sentence that tells the operator what to do. */
public final class StartupRefused extends RuntimeException {
    private final int exitCode;

    public StartupRefused(String sentence) {
        this(1, sentence);
    }

    public StartupRefused(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Another process serves the same data. */
    public static StartupRefused dataInUse(String sentence) {
        return new StartupRefused(4, sentence);
    }

    public int exitCode() {
        return exitCode;
    }
}
