package lethe.platform.database;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL's statistics on the rows that a query read from a table, taken in the query's transaction. */
public final class Counters {
    private final JdbcClient jdbc;
    private final String table;

    public Counters(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** The rows that one query read. */
    public record Read(int shown, long wholeTable, long rows, List<String> indexes) {}

    /**
     * Computes differences, because the counters may include earlier transactions.
     *
     * @param question returns how many rows it shows
     */
    public Read reading(IntSupplier question) {
        var indexes = indexes();
        var scans = indexes.stream().map(one -> counted("numscans", one)).toList();
        var whole = counted("numscans", table);
        var rows = rows(indexes);
        var shown = question.getAsInt();
        var used = IntStream.range(0, indexes.size())
                .filter(place -> counted("numscans", indexes.get(place)) > scans.get(place))
                .mapToObj(indexes::get)
                .toList();
        return new Read(shown, counted("numscans", table) - whole, rows(indexes) - rows, used);
    }

    /** Rows of the table fetched by a plain index scan or after a bitmap. */
    private long rows(List<String> indexes) {
        return counted("tuples_fetched", table)
                + indexes.stream()
                        .mapToLong(one -> counted("tuples_fetched", one))
                        .sum();
    }

    private List<String> indexes() {
        return jdbc.sql("select indexrelid::regclass::text from pg_index where indrelid = cast(:table as regclass)")
                .param("table", table)
                .query(String.class)
                .list();
    }

    private long counted(String what, String relation) {
        return jdbc.sql("select pg_stat_get_xact_" + what + "(cast(:relation as regclass))")
                .param("relation", relation)
                .query(Long.class)
                .single();
    }
}
