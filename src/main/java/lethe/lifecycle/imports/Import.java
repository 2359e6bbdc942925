package lethe.lifecycle.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import lethe.lifecycle.staging.ImportId;
import lethe.platform.jobs.LongRun;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A file of users and the result of its import.
 *
 * @param lines in the file, without the header and empty lines
 * @param valid lines without errors; while the file is being checked, so far
 * @param created users created from valid lines
 * @param failed valid lines that could not be created; the problems say why
 * @param stopped why it was cancelled; null unless it was
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
        /** The lines are being checked. */
        CHECKING,
        /** All lines are checked; no user has been created. */
        CHECKED,
        RUNNING,
        DONE,
        /** No more users are created, and waiting lines are erased. */
        CANCELLED;

        boolean isOver() {
            return this == DONE || this == CANCELLED;
        }
    }

    /** When the file was uploaded, from the id. */
    public Instant uploadedAt() {
        return LongRun.begun(id.value());
    }

    @Override
    @JsonIgnore
    public boolean isOver() {
        return status.isOver();
    }

    /** Lines that have neither been created nor failed. */
    public int waiting() {
        return isOver() ? 0 : valid - created - failed;
    }

    /** Whether it is in progress, so that a page showing it must be refreshed. */
    public boolean moves() {
        return status == Status.CHECKING || status == Status.RUNNING;
    }

    /** Whether lines were rejected or failed. */
    public boolean hasRejected() {
        return lines > valid || failed > 0;
    }

    /** The percentage done, rounded down. */
    public int percent() {
        return LongRun.percent(created + failed, valid);
    }
}
