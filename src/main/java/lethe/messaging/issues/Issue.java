package lethe.messaging.issues;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.platform.kernel.NewsletterId;
import org.jspecify.annotations.Nullable;

/**
 * One issue of a newsletter.
 *
 * @param number 1, 2, … within its newsletter
 * @param language of the text that we add around the issue
 * @param round how many times sending was started
 * @param sentAt when all recipients had been written to; absent before
 * @param tally numbers only; for a draft, how many recipients it would have now
 */
public record Issue(
        @JsonIgnore UUID id,
        @JsonIgnore NewsletterId newsletter,
        int number,
        String subject,
        String markdown,
        String language,
        Status status,
        @JsonIgnore int round,
        @Nullable Instant sentAt,
        long version,
        @JsonIgnore DeliveryCounts tally) {
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
        return status == Status.DRAFT;
    }

    /** Whether the page should refresh soon. */
    @JsonIgnore
    public boolean isMoving() {
        return status == Status.SENDING;
    }

    /** Whether sending can be resumed, or repeated for the mails that failed. */
    @JsonIgnore
    public boolean isResumable() {
        return status == Status.PAUSED || status == Status.SENT && tally.repeatable() > 0;
    }

    public Issue with(DeliveryCounts numbers) {
        return new Issue(id, newsletter, number, subject, markdown, language, status, round, sentAt, version, numbers);
    }

    Locale locale() {
        return Locale.of(language);
    }
}
