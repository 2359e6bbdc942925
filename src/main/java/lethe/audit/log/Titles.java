package lethe.audit.log;

import java.util.Collection;
import java.util.Map;

/** What the audit log asks of rooms whose things have names: names to show, of deleted things too, never to store. */
public interface Titles {
    /** Of those among them that are the room's. */
    Map<Target, String> of(Collection<Target> things);
}
