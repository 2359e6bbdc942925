package lethe.verifier.verify;

/** A check has failed; the message is a sentence with the reason. */
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
