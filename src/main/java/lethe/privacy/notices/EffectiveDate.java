package lethe.privacy.notices;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Invalid;
import lethe.platform.requests.Rfc3339;
import org.jspecify.annotations.Nullable;

/**
 * When a notice comes into force.
 *
 * @param asked the requested time, the start of the day if only a date was given; absent: immediately
 */
record EffectiveDate(@Nullable Instant asked) {
    private static final String FIELD = "from";
    private static final long LONGEST = 365;

    /** Parses a date such as {@code 2026-12-01}, which means midnight UTC, or a time. */
    static EffectiveDate of(@Nullable String from) {
        if (from == null || from.isBlank()) {
            return new EffectiveDate(null);
        }
        return new EffectiveDate(day(from.strip()));
    }

    /**
     * Resolves the time. Today's date and earlier times today mean immediately; earlier days and days more than a year
     * ahead are refused.
     */
    Instant at(Clock clock) {
        var now = clock.instant();
        if (asked == null) {
            return now;
        }
        var today = now.truncatedTo(ChronoUnit.DAYS);
        if (asked.isBefore(today) || asked.isAfter(today.plus(LONGEST, ChronoUnit.DAYS))) {
            throw Invalid.field(FIELD, "range-days", LONGEST);
        }
        return asked.isBefore(now) ? now : asked.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether the notice was already published with this date, so that a repeated request succeeds. */
    boolean asksFor(Notice published) {
        return asked == null ? published.current() : asked.equals(published.publishedAt());
    }

    private static Instant day(String from) {
        try {
            return LocalDate.parse(from).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException notADay) {
            return Rfc3339.parse(from).orElseThrow(() -> BadRequest.body("wrong-type", FIELD));
        }
    }
}
