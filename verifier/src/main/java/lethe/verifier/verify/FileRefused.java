package lethe.verifier.verify;

/** The named file cannot be checked; the message is a sentence with the reason. */
public final class FileRefused extends RuntimeException {
    static final int FAILED = 1;
    static final int TYPED_WRONGLY = 2;
    private static final long serialVersionUID = 1;
    private final int exitCode;

    FileRefused(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    static FileRefused typed(String sentence) {
        return new FileRefused(TYPED_WRONGLY, sentence);
    }

    public int exitCode() {
        return exitCode;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
