package lethe.platform.management;

import java.net.URI;
import java.util.List;

/** What a room has to tell whoever starts Lethe; printed before the line that says it is ready. */
public interface ReadyLines {
    /**
     * None, or lines of which none contains {@code ready at}.
     *
     * @param base what links begin with
     */
    List<String> lines(URI base);
}
