package lethe.privacy.subjectaccess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a table's rows are shown, newest first: by ids that begin with a timestamp, or else by a time and,
 * among rows of the same time, by where the row is stored.
 *
 * @param id whether ids are ordered by time
 * @param time the column that orders the others; absent if the table has none
 */
record RowOrder(boolean id, @Nullable String time) {
    private static final String TIME = "position_time";
    private static final String PLACE = "position_place";

    static RowOrder of(TableWithUsers table) {
        return new RowOrder(
                Ids.isNumbered(table.name()),
                table.order()
                        .map(column -> "it." + DisclosureStore.quoted(column))
                        .orElse(null));
    }

    /** The columns of a query from which {@link #position} is read. */
    String columns() {
        return id
                ? ""
                : ", " + Optional.ofNullable(time).orElse("null::timestamptz") + " as " + TIME + ", it.ctid::text as "
                        + PLACE;
    }

    String by() {
        return " order by " + (id ? time + " desc" : (time == null ? "" : time + " desc, ") + "it.ctid desc");
    }

    /** A condition that leaves out all rows up to a position. */
    String after(@Nullable UUID position) {
        if (position == null) {
            return "";
        } else if (id) {
            return " and " + time + " < :position";
        } else {
            return time == null ? " and it.ctid < :place::tid" : " and (" + time + ", it.ctid) < (:time, :place::tid)";
        }
    }

    Map<String, ?> parameters(@Nullable UUID position) {
        if (position == null) {
            return Map.of();
        } else if (id) {
            return Map.of("position", position);
        }
        var place = position.getLeastSignificantBits();
        var text = "(" + (place >>> 16) + "," + (place & 0xffff) + ")";
        return time == null
                ? Map.of("place", text)
                : Map.of(
                        "place",
                        text,
                        "time",
                        Instant.EPOCH
                                .plus(position.getMostSignificantBits(), ChronoUnit.MICROS)
                                .atOffset(ZoneOffset.UTC));
    }

    /** The position of a row: its id, or its time in microseconds and where it is stored. */
    UUID position(ResultSet row) throws SQLException {
        if (id) {
            return row.getObject(Ids.ID, UUID.class);
        }
        var at = row.getObject(TIME, OffsetDateTime.class);
        var place = row.getString(PLACE).replaceAll("[()]", "").split(",");
        return new UUID(
                at == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant()),
                Long.parseLong(place[0]) << 16 | Long.parseLong(place[1]));
    }

    /** Whether a column of the query is about the position only. */
    static boolean isPosition(String column) {
        return column.equals(TIME) || column.equals(PLACE);
    }
}
