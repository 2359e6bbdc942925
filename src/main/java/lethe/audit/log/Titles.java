package lethe.audit.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names of things, including deleted ones, for display; implemented by the rooms that know them. The audit log never stores them.
 */
public interface Titles {
    /** The kind of things that the room can name, as in {@link Target#kind}. */
    String kind();

    /** The names of those things that the room knows. */
    Map<Target, String> of(Collection<Target> things);

    /** The same by the texts of IDs, which may be mixed with other texts; queries the room only if one is of its kind. */
    default Map<String, String> among(Collection<String> texts) {
        var things = texts.stream()
                .flatMap(text -> Target.parse(text).stream())
                .filter(thing -> thing.kind().equals(kind()))
                .collect(Collectors.toSet());
        var titles = new HashMap<String, String>();
        if (!things.isEmpty()) {
            of(things).forEach((thing, title) -> titles.put(thing.id(), title));
        }
        return titles;
    }
}
