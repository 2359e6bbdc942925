package lethe.privacy.subjectaccess;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lethe.organisations.Support;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.InventoryRow;

/**
 * Everything that is held of a person: the form of what is written as it is read.
 *
 * @param remarks what Art. 15(1) asks for besides: sources, rights, transfers, automated decisions
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

    /** The rows of a table, each from the name of a column to what is in it. */
    record Records(String table, String what, List<Map<String, Object>> records) {}
}
