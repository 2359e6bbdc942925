package lethe.proof;

/** The proof could not be carried out; that is not a proof of the contrary, and no proof either. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String sentence) {
        super(sentence);
    }
}
