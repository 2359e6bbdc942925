package lethe.lifecycle.reviews;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import lethe.platform.jobs.LongRun;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An access review: an action on selected users, and its result.
 *
 * @param months the months that {@link Finding#NOT_SEEN} was evaluated with
 * @param people how many users were selected
 * @param done how many of them have been acted on
 * @param leftOut how many were left out; each has a reason
 * @param byMail whether invitations are mailed; otherwise their links are handed out as a file
 * @param stopped why it was cancelled; null unless it was
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
        /** Described, and not started. */
        PLANNED,
        RUNNING,
        DONE,
        /** No more users are acted on. */
        CANCELLED
    }

    public enum Act {
        TERMINATION,
        REASSIGNMENT,
        /** A new sign-in link, which replaces the previous one. */
        INVITATION
    }

    /** When it was planned, from the id. */
    @JsonProperty
    public Instant createdAt() {
        return LongRun.begun(id.value());
    }

    /** How many users have yet to be acted on. */
    @JsonProperty
    public int waiting() {
        return isOver() ? 0 : people - done - leftOut;
    }

    @Override
    @JsonIgnore
    public boolean isOver() {
        return status == Status.DONE || status == Status.CANCELLED;
    }

    /** Whether it hands out links as a file, and so does not run in the background. */
    @JsonIgnore
    public boolean isByFile() {
        return act == Act.INVITATION && !byMail;
    }

    /** Whether the termination withdraws the invitations of users who never signed in. */
    @JsonIgnore
    public boolean isWithdrawal() {
        return act == Act.TERMINATION && finding.isOfInvited();
    }

    /** The last part of the keys of messages about the action. */
    @JsonIgnore
    public String words() {
        return isWithdrawal() ? "WITHDRAWAL" : act.name();
    }

    /** The percentage done, rounded down. */
    @JsonProperty
    public int percent() {
        return LongRun.percent(done + leftOut, people);
    }

    FindingFilter filter() {
        return new FindingFilter(finding, months, null, null);
    }
}
