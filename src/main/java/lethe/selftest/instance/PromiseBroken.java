package lethe.selftest.instance;

/** A check could not be carried out, so it proves nothing either way. */
public class PromiseBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PromiseBroken(String sentence) {
        super(sentence);
    }
}
