package lethe.lifecycle.reviews;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import lethe.platform.jobs.LongRun;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to some people whose access was found invalid, and what became of it.
 *
 * @param months what {@link Finding#NOT_SEEN} went by
 * @param people how many were chosen
 * @param done of them
 * @param leftOut of them: why is said of each
 * @param byMail whether invitations go by mail; else their links are handed out as a file
 * @param stopped why it was cancelled; absent unless it was
 */
public record Review(
        ReviewId id,
        Status status,
        Finding finding,
        int months,
        Act act,
        int people,
        int done,
        int leftOut,
        boolean byMail,
        UserId createdBy,
        @Nullable String stopped)
        implements LongRun {
    public enum Status {
        /** Said in words, and nothing done yet. */
        PLANNED,
        RUNNING,
        DONE,
        /** To nobody more anything is done. */
        CANCELLED
    }

    public enum Act {
        TERMINATION,
        REASSIGNMENT,
        /** Another way in, which ends the one before. */
        INVITATION
    }

    /** When it was planned: the id tells. */
    @JsonProperty
    public Instant createdAt() {
        return LongRun.begun(id.value());
    }

    /** Those to whom nothing was done yet. */
    @JsonProperty
    public int waiting() {
        return isOver() ? 0 : people - done - leftOut;
    }

    @Override
    @JsonIgnore
    public boolean isOver() {
        return status == Status.DONE || status == Status.CANCELLED;
    }

    /** Whether it hands out links as a file, and nobody goes on with it in the background. */
    @JsonIgnore
    public boolean isByFile() {
        return act == Act.INVITATION && !byMail;
    }

    /** Whether terminating is to withdraw an invitation, of people who have never come. */
    @JsonIgnore
    public boolean isWithdrawal() {
        return act == Act.TERMINATION && finding.isOfInvited();
    }

    /** The last part of the keys of messages about what is done. */
    @JsonIgnore
    public String words() {
        return isWithdrawal() ? "WITHDRAWAL" : act.name();
    }

    /** Of a hundred, rounded down. */
    @JsonProperty
    public int percent() {
        return LongRun.percent(done + leftOut, people);
    }

    FindingFilter filter() {
        return new FindingFilter(finding, months, null, null);
    }
}
