package lethe.privacy.subjectaccess;

import java.util.List;
import lethe.privacy.inventory.Group;
import lethe.privacy.inventory.InventoryRow;

/**
 * A group of what is held of the person who reads it, as the notice has them.
 *
 * @param why on which terms
 */
public record ExportPart(Group group, String title, List<InventoryRow> why, List<ExportSection> sections) {
    /** What there is something of. */
    public List<ExportSection> present() {
        return sections.stream().filter(section -> section.total() > 0).toList();
    }

    /** What names the reader in other people's rows. */
    public List<ExportSection> elsewhere() {
        return sections.stream().filter(section -> section.elsewhere() > 0).toList();
    }

    /** What has a place here, with nothing in it. */
    public List<String> absent() {
        return sections.stream()
                .filter(ExportSection::isEmpty)
                .map(ExportSection::title)
                .distinct()
                .toList();
    }
}
