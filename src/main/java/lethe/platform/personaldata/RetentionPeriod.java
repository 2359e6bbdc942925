package lethe.platform.personaldata;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** An organisation's retention period for a kind of data, relative to a time. */
public record RetentionPeriod(DataCategory kind, int amount, Instant now) {
    private static final Duration AHEAD = Duration.ofDays(14);

    /** Data created then or earlier has expired. */
    public Instant before() {
        return kind.minus(now.atOffset(ZoneOffset.UTC), amount).toInstant();
    }

    /** When data created at that time expires. */
    public Instant end(Instant made) {
        return kind.plus(made.atOffset(ZoneOffset.UTC), amount).toInstant();
    }

    /** Days begin at midnight UTC, as everywhere in Lethe. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** The day on which data whose period began at that time expires. */
    public LocalDate lastDay(Instant begun) {
        return LocalDate.ofInstant(end(begun), ZoneOffset.UTC);
    }

    /** The same period at the end of the two weeks that pages look ahead. */
    public RetentionPeriod ahead() {
        return new RetentionPeriod(kind, amount, now.plus(AHEAD));
    }
}
