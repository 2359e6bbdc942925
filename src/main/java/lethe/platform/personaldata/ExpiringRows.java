package lethe.platform.personaldata;

import java.time.Instant;
import java.util.function.UnaryOperator;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.ExpiringData.Coming;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The plain case: rows that nothing but their time holds, to be deleted as they are.
 *
 * @param rows the table and, where it is not all of them, which: {@code mail where given_up}
 * @param at the column that says when a row was made, or until when it is good
 */
public record ExpiringRows(JdbcClient jdbc, String rows, String at) {
    /** Those up to that moment, the oldest first. */
    public int delete(Instant until, int most) {
        return jdbc.sql(
                        "delete from %s where ctid = any (array(select ctid from %s %s %s <= :until order by %s limit :most))"
                                .formatted(table(), rows, and(), at, at))
                .param("until", ResultColumns.time(until))
                .param("most", most)
                .update();
    }

    /** Of rows that are good until a moment of their own. */
    public Coming dueAt(RetentionPeriod limit) {
        return coming(limit.ahead().now(), at -> at);
    }

    /** Of rows that are good for the limit's time from when they were made. */
    public Coming dueSince(RetentionPeriod limit) {
        return coming(limit.ahead().before(), limit::end);
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
