package lethe.privacy.inventory;

import java.util.List;

/**
 * Data of one table stored on the same terms, in words.
 *
 * @param what the data, beginning with the title of the table
 */
public record InventoryRow(
        String table,
        List<String> columns,
        String what,
        String purpose,
        String basis,
        String retention,
        String recipients,
        String atTermination) {}
