package lethe.platform.personaldata;

import java.time.Instant;
import java.util.function.UnaryOperator;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.ExpiringData.Coming;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The usual case: rows that are deleted when they expire, without further conditions.
 *
 * @param rows the table with an optional condition: {@code mail where given_up}
 * @param at the column with a row's creation or expiry time
 */
public record ExpiringRows(JdbcClient jdbc, String rows, String at) {
    /** Deletes rows up to that time, oldest first. */
    public int delete(Instant until, int most) {
        return jdbc.sql(
                        "delete from %s where ctid = any (array(select ctid from %s %s %s <= :until order by %s limit :most))"
                                .formatted(table(), rows, and(), at, at))
                .param("until", ResultColumns.time(until))
                .param("most", most)
                .update();
    }

    /** For rows whose column is their expiry time. */
    public Coming dueAt(RetentionPeriod period) {
        return coming(period.ahead().now(), at -> at);
    }

    /** For rows whose column is their creation time, from which the period runs. */
    public Coming dueSince(RetentionPeriod period) {
        return coming(period.ahead().before(), period::end);
    }

    private Coming coming(Instant until, UnaryOperator<Instant> end) {
        return jdbc.sql("select min(%s) as first, count(*) filter (where %s <= :until) as soon from %s"
                        .formatted(at, at, rows))
                .param("until", ResultColumns.time(until))
                .query((row, number) -> {
                    var first = ResultColumns.instantOrNull(row, "first");
                    return new Coming(first == null ? null : end.apply(first), row.getLong("soon"));
                })
                .single();
    }

    private String table() {
        return rows.split(" ", 2)[0];
    }

    private String and() {
        return rows.contains(" where ") ? "and" : "where";
    }
}
