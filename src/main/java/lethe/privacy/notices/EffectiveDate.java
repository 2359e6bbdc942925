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
 * From when a notice is to be in force.
 *
 * @param asked the moment that was named, the first of a day where that was a date; absent: at once
 */
record EffectiveDate(@Nullable Instant asked) {
    private static final String FIELD = "from";
    private static final long LONGEST = 365;

    /** Reads {@code 2026-12-01}, as days are in UTC, or a time. */
    static EffectiveDate of(@Nullable String from) {
        if (from == null || from.isBlank()) {
            return new EffectiveDate(null);
        }
        return new EffectiveDate(day(from.strip()));
    }

    /** Today's date, and a time of today that has passed, mean at once; what is earlier or far ahead is refused. */
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

    /** Whether it asks for what was done already, so that saying it twice is the same as once. */
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
