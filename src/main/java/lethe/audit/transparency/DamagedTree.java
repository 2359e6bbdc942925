package lethe.audit.transparency;

/** The tree as it is kept is not the one that was signed last: nothing may be signed over it. */
final class DamagedTree extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String what;

    DamagedTree(String what) {
        super(what);
        this.what = what;
    }

    String what() {
        return what;
    }
}
