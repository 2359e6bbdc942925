package lethe.selftest.crashtest;

/** How an installation crashes. */
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

    /** Whether Lethe has to be started again; otherwise it must recover on its own. */
    public boolean startedAgain() {
        return startedAgain;
    }

    @Override
    public String toString() {
        return words;
    }
}
