package lethe.verifier.verify;

/** Something is not as it must be; the message says what, in a sentence. */
final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    Wrong(String what) {
        super(what, null, false, false);
    }

    static void unless(boolean right, String otherwise) {
        if (!right) {
            throw new Wrong(otherwise);
        }
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
