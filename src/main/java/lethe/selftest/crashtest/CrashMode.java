package lethe.selftest.crashtest;

/** How an installation dies. */
enum CrashMode {
    LETHE("Lethe killed", true),
    POSTGRES("PostgreSQL killed", false),
    CONNECTION("a connection’s process killed", false),
    BOTH("both killed", true),
    DISK("disk full", false);

    private final String words;
    private final boolean startedAgain;

    CrashMode(String words, boolean startedAgain) {
        this.words = words;
        this.startedAgain = startedAgain;
    }

    /** Whether somebody has to start Lethe again; else it comes back by itself. */
    public boolean startedAgain() {
        return startedAgain;
    }

    @Override
    public String toString() {
        return words;
    }
}
