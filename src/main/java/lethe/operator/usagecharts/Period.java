package lethe.operator.usagecharts;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import lethe.platform.kernel.BadRequest;
import org.jspecify.annotations.Nullable;

/** A range of days, both included. */
record Period(LocalDate from, LocalDate to) {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Parses a requested range; 400 if a date is invalid or the last day is before the first. */
    static Period of(@Nullable String from, @Nullable String to, LocalDate today) {
        var last = to == null ? today : date("to", to);
        var first = from == null ? last.minusDays(Budget.DAYS - 1) : date("from", from);
        if (first.isAfter(last)) {
            throw BadRequest.parameter(to == null ? "from" : "to");
        }
        return new Period(first, last);
    }

    private static LocalDate date(String parameter, String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException noDate) {
            throw BadRequest.parameter(parameter);
        }
        throw BadRequest.parameter(parameter);
    }
}
