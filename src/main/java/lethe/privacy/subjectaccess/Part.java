package lethe.privacy.subjectaccess;

import java.util.List;
import lethe.privacy.inventory.Group;
import lethe.privacy.inventory.Line;

/**
 * A group of what is held of the person who reads it, as the notice has them.
 *
 * @param why on which terms
 */
public record Part(Group group, String title, List<Line> why, List<Section> sections) {
    /** What there is something of. */
    public List<Section> present() {
        return sections.stream().filter(section -> !section.isEmpty()).toList();
    }

    /** What has a place here, with nothing in it. */
    public List<String> absent() {
        return sections.stream()
                .filter(Section::isEmpty)
                .map(Section::title)
                .distinct()
                .toList();
    }
}
