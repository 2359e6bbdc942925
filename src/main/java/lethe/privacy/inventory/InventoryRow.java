package lethe.privacy.inventory;

import java.util.List;

/**
 * Data of one table that is held on the same terms, in words.
 *
 * @param what what is held, beginning with whatever the table is about
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
