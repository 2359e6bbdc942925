package lethe.audit.transparency;

/** The stored tree differs from the one that was signed last, so nothing may be signed over it. */
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
