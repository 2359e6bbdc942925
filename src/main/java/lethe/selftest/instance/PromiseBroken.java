package lethe.selftest.instance;

/** What was to be shown could not be carried out; that shows nothing, neither this nor the contrary. */
public class PromiseBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PromiseBroken(String sentence) {
        super(sentence);
    }
}
