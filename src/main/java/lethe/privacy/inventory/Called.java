package lethe.privacy.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What receipts, and confirmations before them, call what is in a column.
 *
 * @param word of somebody's own row; empty where there is none
 * @param names what it is called that another's row names somebody in this column
 */
public record Called(String word, List<Naming> names) {
    static final Called NOTHING = new Called("", List.of());

    /**
     * @param until a retention, where it is not the column's own
     * @param where of which rows it is said, in SQL; absent: of all
     */
    public record Naming(
            String word, @Nullable String until, @Nullable String where) {}
}
