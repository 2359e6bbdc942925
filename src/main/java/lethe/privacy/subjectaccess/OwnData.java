package lethe.privacy.subjectaccess;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lethe.organisations.Support;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.InventoryRow;

/**
 * Everything that is stored about a person. This record documents the format; the data itself is streamed.
 *
 * @param remarks what Art. 15(1) GDPR requires besides the data: sources, rights, transfers, automated decisions
 * @param why the inventory
 */
record OwnData(
        UserId person,
        Instant at,
        House organisation,
        List<String> remarks,
        List<InventoryRow> why,
        List<Records> data) {
    record House(OrganisationId id, String slug, String name, List<Support> support) {}

    /** The rows of a table, each mapping column names to values. */
    record Records(String table, String what, List<Map<String, Object>> records) {}
}
