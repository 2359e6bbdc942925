package lethe.audit.log;

import java.util.Collection;
import java.util.Map;
import lethe.platform.kernel.UserId;

/** Users' names for display, which the audit log never stores; implemented by the room that knows users. */
public interface Names {
    Map<UserId, String> of(Collection<UserId> people);
}
