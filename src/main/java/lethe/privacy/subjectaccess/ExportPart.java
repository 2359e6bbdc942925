package lethe.privacy.subjectaccess;

import java.util.List;
import lethe.privacy.inventory.Group;
import lethe.privacy.inventory.InventoryRow;

/**
 * A group of the reader's data, as in the notice.
 *
 * @param why the terms on which they are stored
 */
public record ExportPart(Group group, String title, List<InventoryRow> why, List<ExportSection> sections) {
    /** Sections that have rows of the reader. */
    public List<ExportSection> present() {
        return sections.stream().filter(section -> section.total() > 0).toList();
    }

    /** Sections in which other people's rows refer to the reader. */
    public List<ExportSection> elsewhere() {
        return sections.stream().filter(section -> section.elsewhere() > 0).toList();
    }

    /** Titles of sections without any rows. */
    public List<String> absent() {
        return sections.stream()
                .filter(ExportSection::isEmpty)
                .map(ExportSection::title)
                .distinct()
                .toList();
    }
}
