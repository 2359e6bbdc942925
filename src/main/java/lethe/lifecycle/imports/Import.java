package lethe.lifecycle.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import lethe.lifecycle.staging.ImportId;
import lethe.platform.jobs.LongRun;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A file of people and what became of it.
 *
 * @param lines in the file, without header and empty ones
 * @param valid in which nothing is wrong; while it is being checked, so far
 * @param created of the valid ones
 * @param failed of the valid ones: what was wrong by then is among the problems
 * @param stopped why it was cancelled; absent unless it was
 */
public record Import(
        ImportId id,
        Status status,
        int lines,
        int valid,
        int created,
        int failed,
        UserId createdBy,
        @Nullable String stopped)
        implements LongRun {
    public enum Status {
        /** The lines are looked at one by one. */
        CHECKING,
        /** What is wrong is known, and nobody is created yet. */
        CHECKED,
        RUNNING,
        DONE,
        /** Nobody more is created, and what waited is forgotten. */
        CANCELLED;

        boolean isOver() {
            return this == DONE || this == CANCELLED;
        }
    }

    /** When the file came: the id tells. */
    public Instant uploadedAt() {
        return LongRun.begun(id.value());
    }

    @Override
    @JsonIgnore
    public boolean isOver() {
        return status.isOver();
    }

    /** Lines that are neither people yet nor failed. */
    public int waiting() {
        return isOver() ? 0 : valid - created - failed;
    }

    /** Whether a page that shows it will soon show something else. */
    public boolean moves() {
        return status == Status.CHECKING || status == Status.RUNNING;
    }

    /** Whether some lines became nobody, or will. */
    public boolean hasRejected() {
        return lines > valid || failed > 0;
    }

    /** Of a hundred, rounded down. */
    public int percent() {
        return LongRun.percent(created + failed, valid);
    }
}
