package lethe.platform.requests;

import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.BadRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cursors of lists that are not in the order of IDs. A cursor is the ID of a row, whose place is read from the row: after
 * it was deleted, the next page would be empty and look like the end of the list.
 */
public final class Cursors {
    private static final String GONE = "cursor-gone";

    private Cursors() {}

    /**
     * Refuses an empty page if the row of its cursor is gone. It is looked for after the page was read, so that no
     * deletion can come between: a deleted row does not come back.
     *
     * @param table where the rows of the list are; never input
     */
    public static <T> List<T> requireRow(List<T> found, @Nullable UUID after, JdbcClient jdbc, String table) {
        if (after != null && found.isEmpty() && !isThere(after, jdbc, table)) {
            throw BadRequest.parameter("after", GONE);
        }
        return found;
    }

    private static boolean isThere(UUID row, JdbcClient jdbc, String table) {
        return jdbc.sql("select exists (select from " + table + " where id = :row)")
                .param("row", row)
                .query(Boolean.class)
                .single();
    }
}
