package lethe.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** What the JDK lacks for stopping PostgreSQL cleanly. */
final class Signals {
    private Signals() {}

    /** Fast shutdown of a postmaster: it ends all sessions but leaves a cluster that needs no recovery. */
    static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
