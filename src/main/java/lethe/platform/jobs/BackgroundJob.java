package lethe.platform.jobs;

import java.time.Duration;

/**
 * What a node does about one kind of rows in the table {@code work}. It is not asked every second: it looks when a row of its
 * kind may have become due ({@link Agenda#expect}).
 */
public interface BackgroundJob {
    /** Of the rows in {@code work}; no two jobs have the same. */
    String kindOfWork();

    /**
     * Finds due rows through {@link Agenda} and does the work. Has a thread of its own, so that it delays no other kind, and never
     * runs twice at the same time on one node.
     */
    void look();

    /** The time between two looks while there is something to find, so that what could not be done is tried again. */
    default Duration again() {
        return Duration.ofSeconds(1);
    }

    /** Whether a row is work from its commit on, whatever its time, which may be that of a node whose clock is ahead. */
    default boolean isDueAtOnce() {
        return false;
    }
}
