package lethe.privacy.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How receipts, and the confirmation before them, name the data in a column.
 *
 * @param word the name of the data in the person's own row; empty if there is none
 * @param names the names for cases where another's row refers to the person in this column
 */
public record Called(String word, List<Naming> names) {
    static final Called NOTHING = new Called("", List.of());

    /**
     * @param until a retention, if it differs from the column's own
     * @param where an SQL condition on the rows; absent: all rows
     */
    public record Naming(
            String word, @Nullable String until, @Nullable String where) {}
}
