package lethe.audit.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the audit log asks of rooms whose things have names: names to show, of deleted things too, never to store. */
public interface Titles {
    /** Of which things the room knows the names, as {@link Target#kind} calls them. */
    String kind();

    /** Of those among them that are the room's. */
    Map<Target, String> of(Collection<Target> things);

    /** The same by the texts of ids, among whatever else: the room is only asked where one is of its kind. */
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
