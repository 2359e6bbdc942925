package lethe.platform.personaldata;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** For how long a kind is kept in an organisation, seen from a moment. */
public record RetentionPeriod(DataCategory kind, int amount, Instant now) {
    private static final Duration AHEAD = Duration.ofDays(14);

    /** What was made then, or earlier, is over. */
    public Instant before() {
        return kind.minus(now.atOffset(ZoneOffset.UTC), amount).toInstant();
    }

    /** When something is over that was made at that time. */
    public Instant end(Instant made) {
        return kind.plus(made.atOffset(ZoneOffset.UTC), amount).toInstant();
    }

    /** Days begin at midnight UTC, here as everywhere. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** The day on which something is over that began at that time. */
    public LocalDate lastDay(Instant begun) {
        return LocalDate.ofInstant(end(begun), ZoneOffset.UTC);
    }

    /** The same, seen from as far ahead as pages look. */
    public RetentionPeriod ahead() {
        return new RetentionPeriod(kind, amount, now.plus(AHEAD));
    }
}
