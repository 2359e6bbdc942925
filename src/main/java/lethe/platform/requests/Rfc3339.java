package lethe.platform.requests;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times in Lethe's only format: UTC, always with milliseconds. */
public final class Rfc3339 {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LAST_YEAR = 9999;

    private Rfc3339() {}

    /** Empty if the text is not a time; accepts any offset, but only years of four digits. */
    public static Optional<Instant> parse(String text) {
        try {
            var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            return time.getYear() <= LAST_YEAR && time.getYear() >= 0
                    ? Optional.of(time.toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    public static String text(Instant time) {
        return FORM.format(time);
    }
}
