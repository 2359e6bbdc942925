package lethe.audit.log;

import java.util.Collection;
import java.util.Map;
import lethe.platform.kernel.UserId;

/** What the audit log asks of the room that knows people: names to show, never to store. */
public interface Names {
    Map<UserId, String> of(Collection<UserId> people);
}
