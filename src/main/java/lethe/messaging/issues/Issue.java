package lethe.messaging.issues;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.messaging.issues.NewIssue.Words;
import lethe.platform.kernel.NewsletterId;
import org.jspecify.annotations.Nullable;

/**
 * One issue of a newsletter.
 *
 * @param tally numbers only; for a draft, how many recipients it would have now
 */
public record Issue(@JsonUnwrapped Row row, @JsonIgnore DeliveryCounts tally) {
    /**
     * An issue as stored.
     *
     * @param number 1, 2, … within its newsletter
     * @param round how many times sending was started
     * @param sentAt when all recipients had been written to; absent before
     */
    public record Row(
            @JsonIgnore UUID id,
            @JsonIgnore NewsletterId newsletter,
            int number,
            @JsonUnwrapped Words words,
            Status status,
            @JsonIgnore int round,
            @Nullable Instant sentAt,
            long version) {}

    public enum Status {
        /** Can be changed. */
        DRAFT,
        SENDING,
        PAUSED,
        /** All recipients were written to, as far as possible. */
        SENT
    }

    @JsonProperty
    public long recipients() {
        return tally.recipients();
    }

    @JsonProperty
    public long sent() {
        return tally.sent();
    }

    @JsonProperty
    public long bounced() {
        return tally.bounced();
    }

    @JsonProperty
    public long failed() {
        return tally.failed();
    }

    @JsonProperty
    public long inDoubt() {
        return tally.inDoubt();
    }

    @JsonIgnore
    public boolean isDraft() {
        return status() == Status.DRAFT;
    }

    /** Whether the page should refresh soon. */
    @JsonIgnore
    public boolean isMoving() {
        return status() == Status.SENDING;
    }

    /** Whether sending can be resumed, or repeated for the mails that failed. */
    @JsonIgnore
    public boolean isResumable() {
        return status() == Status.PAUSED || status() == Status.SENT && tally.repeatable() > 0;
    }

    public Issue with(DeliveryCounts numbers) {
        return new Issue(row, numbers);
    }

    public UUID id() {
        return row.id();
    }

    public NewsletterId newsletter() {
        return row.newsletter();
    }

    public int number() {
        return row.number();
    }

    public String subject() {
        return row.words().subject();
    }

    public String markdown() {
        return row.words().markdown();
    }

    public String language() {
        return row.words().language();
    }

    public Status status() {
        return row.status();
    }

    public int round() {
        return row.round();
    }

    public @Nullable Instant sentAt() {
        return row.sentAt();
    }

    public long version() {
        return row.version();
    }

    Locale locale() {
        return Locale.of(language());
    }
}
